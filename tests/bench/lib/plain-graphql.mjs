/** Builds the query of Strapi's own GraphQL API for an article with everything that its guide shows, from the schema. */

const INTROSPECTION = `{ __schema { types { name kind possibleTypes { name } fields { name
  type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }`;

const ASIDE = /^(createdAt|localizations|localizations_connection|.*_connection)$/;

export const plainGraphQLQuery = async (url, slug) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: INTROSPECTION }),
  });
  const { data } = await response.json();
  const types = new Map(data.__schema.types.map((type) => [type.name, type]));
  const named = (type) => type.name ?? named(type.ofType);
  const isArticle = (name) => name === 'CareerFieldArticle';

  /** @param {number} depth relations that are still followed */
  const select = (name, depth) => {
    const type = types.get(name);
    if (type.possibleTypes) {
      const parts = type.possibleTypes
        .filter((each) => each.name !== 'Error')
        .map((each) => `... on ${each.name} ${select(each.name, depth, `${each.name}_`)}`);
      return `{ __typename ${parts.join(' ')} }`;
    }
    const prefix = type.kind === 'OBJECT' && name.startsWith('Component') ? `${name}_` : '';
    const fields = type.fields.flatMap((field) => {
      if (ASIDE.test(field.name)) return [];
      const target = named(field.type);
      const own = prefix === '' ? field.name : `${prefix}${field.name}: ${field.name}`;
      const inner = types.get(target);
      if (!inner.fields && !inner.possibleTypes) return [own];
      if (isArticle(target)) return depth > 0 ? [`${own} { documentId slug title headline lead }`] : [];
      const isRelation = /^CareerField/.test(target);
      if (isRelation && depth === 0) return [];
      if (target === 'UploadFile') return [`${own} { url width height mime alternativeText formats }`];
      return [`${own} ${select(target, isRelation ? depth - 1 : depth)}`];
    });
    return `{ ${fields.join(' ')} }`;
  };
  return `{ careerFieldArticles(locale: "de", filters: { slug: { eq: "${slug}" } }) ${select('CareerFieldArticle', 1)} }`;
};
