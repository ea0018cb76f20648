/** What Strapi's generator does not know of a route: the answers that are not JSON, and those without a body. */
const GONE = { 410: { description: 'An editor has said that the guide was removed for good.' } };
const REDIRECT = {
  308: {
    description:
      'The guide has another slug now, or was replaced by another one; `Location` has it. Not with `previousSlugs: field`.',
  },
  ...GONE,
};
const RESPONSES = {
  '/career-field/guides': {},
  '/career-field/guides/changes': {},
  '/career-field/guides/{slug}': REDIRECT,
  '/career-field/guides/{slug}/markdown': {
    200: {
      description: 'The guide as a document',
      content: { 'text/markdown': { schema: { type: 'string' } } },
    },
    308: {
      description: 'The guide has another slug now, or was replaced by another one; `Location` has it.',
    },
    ...GONE,
  },
  '/career-field/drafts/{documentId}': {},
  '/career-field/drafts/by-slug/{slug}': {},
  '/career-field/sitemap': {
    200: {
      description: 'A sitemap, or the index of several',
      content: { 'application/xml': { schema: { type: 'string' } } },
    },
  },
};

const ERROR = {
  type: 'object',
  properties: {
    data: { type: 'null' },
    error: {
      type: 'object',
      properties: {
        status: { type: 'integer' },
        name: { type: 'string' },
        message: { type: 'string' },
        details: {},
      },
      required: ['status', 'name', 'message', 'details'],
      additionalProperties: false,
    },
  },
  required: ['data', 'error'],
  additionalProperties: false,
};

const REFERENCE = '#/components/schemas/';

/** The names of all schemas that a value refers to. */
const referred = (value) => {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    typeof value.$ref === 'string' && value.$ref.startsWith(REFERENCE)
      ? [value.$ref.slice(REFERENCE.length)]
      : [];
  return [...own, ...Object.values(value).flatMap(referred)];
};

/** What `value` refers to, and what that refers to. */
const schemasOf = (value, all) => {
  const found = {};
  const follow = (names) => {
    for (const name of names) {
      if (name in found) continue;
      found[name] = all[name];
      follow(referred(all[name]));
    }
  };
  follow(referred(value));
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
};

/** The same value without what only the generator needs. */
const tidied = (value) => {
  if (Array.isArray(value)) return value.map(tidied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '$schema' && name !== 'x-strapi-serialize')
      .map(([name, inner]) => [name, tidied(inner)])
  );
};

/** Drafts are never cached, so that nobody can ask whether one has changed. */
const NOT_MODIFIED = { 304: { description: 'Not modified' } };

const describePath = (path, { get: operation }) => {
  const isDraft = path.startsWith('/career-field/drafts/');
  const answers = { ...operation.responses, ...(isDraft ? {} : NOT_MODIFIED), ...RESPONSES[path] };
  const responses = Object.fromEntries(
    Object.entries(answers).map(([status, response]) => [
      status,
      Number(status) < 400
        ? response
        : { ...response, content: { 'application/json': { schema: { $ref: `${REFERENCE}Error` } } } },
    ])
  );
  return { get: { ...operation, responses } };
};

/**
 * What Strapi's generator says of the routes of guides, as a document of its own.
 *
 * @param document of a site, from `strapi openapi generate`
 * @param version of the plugin
 */
export const describeGuides = (document, version) => {
  const paths = Object.fromEntries(
    Object.keys(RESPONSES).map((path) => [path, tidied(describePath(path, document.paths[path]))])
  );
  const { schemas, securitySchemes } = document.components;
  return {
    openapi: document.openapi,
    info: {
      title: 'Guides to career fields',
      description: 'The routes of guides of strapi-plugin-career-field, below the prefix of the REST API.',
      version,
    },
    servers: [{ url: '/api' }],
    // Everybody may read where the site allows it; else a token may.
    security: [{}, { bearerAuth: [] }],
    paths,
    components: {
      schemas: schemasOf(paths, { ...tidied(schemas), Error: ERROR }),
      securitySchemes,
    },
  };
};
