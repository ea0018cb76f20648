import { COMPONENT_CATEGORY, components } from '../../../content-types';
import { PLUGIN_ID } from '../plugin';
import type { z } from '../strapi-internals/host-utils';
import { guideSchema } from './guide-shape';
import { fieldOf } from './shape/fields';
import { schemasIn } from './shape/walk';

/** Of a section, beside what its shape reads. */
const SECTION = ['anchor', 'hideInToc', 'after'];

/** The attributes that an object is read from. */
export const readAttributes = (schema: z.ZodType): string[] => {
  const { covers = [] } = fieldOf(schema);
  const shape = 'shape' in schema ? (schema.shape as Record<string, z.ZodType>) : {};
  return [...covers, ...Object.entries(shape).map(([name, child]) => fieldOf(child).from ?? name)];
};

const modelUid = (name: string): string =>
  Object.hasOwn(components, name) ? `${COMPONENT_CATEGORY}.${name}` : `plugin::${PLUGIN_ID}.${name}`;

let byModel: Map<string, Set<string>> | undefined;

const readByModel = (): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const schema of schemasIn(guideSchema)) {
    const { model } = fieldOf(schema);
    if (!model) continue;
    const uid = modelUid(model);
    const attributes = found.get(uid) ?? new Set(uid.endsWith('-section') ? SECTION : []);
    readAttributes(schema).forEach((name) => attributes.add(name));
    found.set(uid, attributes);
  }
  return found;
};

/**
 * The attributes of a component or content type that a guide shows, by their names in the model.
 *
 * @param uid of the component or content type
 */
export const deliveredAttributes = (uid: string): string[] => {
  byModel ??= readByModel();
  return [...(byModel.get(uid) ?? [])];
};
