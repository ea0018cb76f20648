import { holdsComponents, isZone, registeredAttributes, type Attribute } from '../../model/attributes';
import { uidOf, type Strapi } from '../../plugin';
import type { Shape } from '../assemble/public-shape';
import { articleShape } from '../assemble/read-articles';
import type { MayAccess } from './rights';

const ARTICLE = uidOf('article');

/** Whether editors write an attribute. What the plugin or Strapi writes is in no role's list of fields. */
export const isEditable = ({ writable, visible }: Attribute): boolean =>
  writable !== false && visible !== false;

const everything: MayAccess = () => true;

const readable = (strapi: Strapi, uid: string, shape: Shape, mayRead: MayAccess, path = ''): Shape => {
  const attributes = registeredAttributes(strapi)(uid);
  const populate: Shape['populate'] = {};
  for (const [name, below] of Object.entries(shape.populate)) {
    const attribute = attributes[name]!;
    const here = path + name;
    if (!('on' in below) && holdsComponents(attribute) && !isZone(attribute)) {
      const inner = readable(strapi, String(attribute.component), below, mayRead, `${here}.`);
      const isEmpty = inner.select.length === 1 && Object.keys(inner.populate).length === 0;
      if (!isEmpty) populate[name] = inner;
    } else if (mayRead(here)) populate[name] = below;
  }
  const isContent = (name: string): boolean =>
    Object.hasOwn(attributes, name) && isEditable(attributes[name]!);
  return { select: shape.select.filter((name) => !isContent(name) || mayRead(path + name)), populate };
};

/**
 * What is read of a draft: what readers would see of it.
 *
 * @param mayRead leaves out what a role may not read
 */
export const draftShape = (strapi: Strapi, mayRead: MayAccess = everything): Shape =>
  readable(strapi, ARTICLE, articleShape(strapi), mayRead);
