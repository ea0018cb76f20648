import type { Core } from '@strapi/strapi';

interface Attribute {
  type: string;
  component?: string;
  components?: string[];
  target?: string;
}

interface Model {
  modelType: string;
  globalId: string;
  attributes: Record<string, Attribute>;
}

interface Node {
  populate?: Populate;
  on?: Record<string, Node | true>;
}

export type Populate = Record<string, Node | true>;

const modelOf = (strapi: Core.Strapi, uid: string): Model =>
  strapi.getModel(uid as 'admin::user') as unknown as Model;

/** Whether a component is a part of the page, which a card of another article does not show. */
const isPart = (component: string): boolean =>
  component.endsWith('-section') || /faq|link|source|seo|editorial|occupation/.test(component);

/** Relations that the page does not show. */
const AWAY = ['localizations', 'createdBy', 'updatedBy', 'parent'];

/**
 * Returns the `populate` that a front end needs to show a whole guide through Strapi's own REST API: all parts with their
 * images, and the cards of referenced documents.
 *
 * @param hops the number of relations that it follows
 */
export const wholeGuide = (strapi: Core.Strapi, uid: string, hops = 2): Populate => {
  const isPage = hops === 2;
  const below = (target: string, left: number): Node | true => {
    const populate = wholeGuide(strapi, target, left);
    return Object.keys(populate).length > 0 ? { populate } : true;
  };
  const whole: Populate = {};
  for (const [name, attribute] of Object.entries(modelOf(strapi, uid).attributes)) {
    const { type, component = '', components = [], target = '' } = attribute;
    if (type === 'media') whole[name] = true;
    if (type === 'component' && (isPage || !isPart(component))) whole[name] = below(component, hops);
    if (type === 'dynamiczone' && isPage) {
      whole[name] = { on: Object.fromEntries(components.map((part) => [part, below(part, hops)])) };
    }
    const isFollowed = hops > 0 && !AWAY.includes(name) && (isPage || name !== 'related');
    if (type === 'relation' && isFollowed) whole[name] = below(target, hops - 1);
  }
  return whole;
};

/** Returns the same as a GraphQL selection, with one field of each entry. */
export const wholeGuideInGraphql = (strapi: Core.Strapi, uid: string): string =>
  selectionOf(strapi, uid, wholeGuide(strapi, uid));

const selectionOf = (strapi: Core.Strapi, uid: string, populate: Populate): string => {
  const model = modelOf(strapi, uid);
  const fields = Object.entries(populate).map(([name, node]) => {
    const { type, target, component = '' } = model.attributes[name] as Attribute;
    const { populate: below = {}, on = {} } = node === true ? {} : node;
    if (type === 'dynamiczone') {
      const parts = Object.entries(on).map(([part, inPart]) => {
        const selected = selectionOf(strapi, part, inPart === true ? {} : (inPart.populate ?? {}));
        return `... on ${modelOf(strapi, part).globalId} { ${selected} }`;
      });
      return `${name} { ${parts.join(' ')} }`;
    }
    const uidBelow = type === 'media' ? 'plugin::upload.file' : (target ?? component);
    return `${name} { ${selectionOf(strapi, uidBelow, below)} }`;
  });
  return [model.modelType === 'component' ? 'id' : 'documentId', ...fields].join(' ');
};
