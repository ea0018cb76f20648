import { shippedAttributes, type Attribute } from '../../model/attributes';
import { typeNameOf, type Strapi } from '../../plugin';
import { deliveredAttributes } from '../delivered-attributes';

/** What is read of a row: its columns, and what is below it. A subset of the query language of `strapi.db.query`. */
export interface Shape {
  select: string[];
  populate: Record<string, Shape | { on: Record<string, Shape> }>;
}

/** Read and not delivered. */
const READ_FOR_SEARCH: Record<string, string[]> = { 'career-field.occupation': ['searchNames'] };

/** What is read of a type or component: what a public shape shows of it. */
const attributesReadOf = (uid: string): string[] =>
  // Of another article, which document it is; what may be shown of it is read apart, from what is published.
  uid === 'plugin::career-field.article'
    ? []
    : [...deliveredAttributes(uid), ...(READ_FOR_SEARCH[uid] ?? [])];

const FILE: Shape = { select: ['id', 'url', 'width', 'height', 'mime', 'formats'], populate: {} };

const SCALARS = new Set([
  'string',
  'uid',
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'enumeration',
  'json',
  'blocks',
  'customField',
]);

interface Model {
  attributes: Record<string, Attribute>;
  options?: { privateAttributes?: string[] };
}

/** Each of the three ways in which Strapi lets a site keep an attribute from readers. */
const isPrivate = (
  strapi: Strapi,
  { attributes, options }: Model,
  name: string,
  shipped: Attribute | undefined
): boolean =>
  // What the plugin itself ships as private is read for the search, and no guide shows it.
  (attributes[name]?.private === true && shipped?.private !== true) ||
  (options?.privateAttributes ?? []).includes(name) ||
  strapi.config.get<string[]>('api.responses.privateAttributes', []).includes(name);

/**
 * What readers may see of a type or component: the attributes that the plugin has shipped, as far as the site's version
 * of them has them and does not make them private. Attributes that a site has added are not read at all, so that they
 * cannot get into a guide.
 *
 * @param names only these attributes
 */
export const publicShape = (strapi: Strapi, uid: string, names = attributesReadOf(uid)): Shape => {
  const isType = typeNameOf(uid) !== undefined;
  const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]) as unknown as Model;
  const shape: Shape = { select: isType ? ['id', 'documentId', 'locale'] : ['id'], populate: {} };
  for (const name of names) {
    const attribute = model.attributes[name];
    if (!attribute || isPrivate(strapi, model, name, shippedAttributes(uid)[name])) continue;
    if (SCALARS.has(attribute.type)) {
      shape.select.push(name);
      continue;
    }
    const below = publicShapeBelow(strapi, attribute);
    if (below) shape.populate[name] = below;
  }
  return shape;
};

/** A component or type of the site's own in the place of the plugin's says nothing that a guide could show. */
const isOurs = (uid: unknown): uid is string =>
  typeof uid === 'string' && Object.keys(shippedAttributes(uid)).length > 0;

const publicShapeBelow = (
  strapi: Strapi,
  attribute: Attribute
): Shape | { on: Record<string, Shape> } | undefined => {
  switch (attribute.type) {
    case 'media':
      return FILE;
    case 'component':
      return isOurs(attribute.component) ? publicShape(strapi, attribute.component) : undefined;
    case 'relation':
      return isOurs(attribute.target) ? publicShape(strapi, attribute.target) : undefined;
    case 'dynamiczone': {
      const ours = (attribute.components as string[]).filter(isOurs);
      return { on: Object.fromEntries(ours.map((uid) => [uid, publicShape(strapi, uid)])) };
    }
    default:
      return undefined;
  }
};
