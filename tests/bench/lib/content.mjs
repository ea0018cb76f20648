/**
 * The content of a site as a plain script would pass it to the document service: without the attributes that the
 * database adds, with references to other documents by their ids.
 */

const PREFIX = 'plugin::career-field.';

/** The plugin's types, vocabulary first, since guides reference it. */
export const TYPES = ['category', 'skill', 'study-path', 'article'].map((name) => `${PREFIX}${name}`);

const ADDED = new Set(['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'locale']);

const NOT_CONTENT = new Set(['createdBy', 'updatedBy', 'localizations']);

const populateOf = (strapi, uid) =>
  Object.fromEntries(
    Object.entries(strapi.getModel(uid).attributes).flatMap(([name, attribute]) => {
      if (NOT_CONTENT.has(name) || attribute.mappedBy) return [];
      switch (attribute.type) {
        case 'component':
          return [[name, { populate: populateOf(strapi, attribute.component) }]];
        case 'dynamiczone': {
          const on = attribute.components.map((each) => [each, { populate: populateOf(strapi, each) }]);
          return [[name, { on: Object.fromEntries(on) }]];
        }
        case 'relation':
        case 'media':
          return [[name, true]];
        default:
          return [];
      }
    })
  );

const each = (value, change) => (Array.isArray(value) ? value.map(change) : change(value));

const plain = (strapi, uid, row) =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      if (name === '__component') return [[name, value]];
      const attribute = strapi.getModel(uid).attributes[name];
      if (ADDED.has(name) || NOT_CONTENT.has(name) || !attribute || value === null) return [];
      switch (attribute.type) {
        case 'component':
          return [[name, each(value, (item) => plain(strapi, attribute.component, item))]];
        case 'dynamiczone':
          return [[name, value.map((item) => plain(strapi, item.__component, item))]];
        case 'relation':
          return [[name, each(value, ({ documentId }) => ({ document: documentId }))]];
        case 'media':
          return [[name, each(value, ({ id }) => ({ file: id }))]];
        default:
          return [[name, value]];
      }
    })
  );

/**
 * Returns all documents in the order of their creation, with their rows by locale (drafts, where the type has them), and
 * all media files.
 */
export const readContent = async (strapi) => {
  const documents = [];
  for (const uid of TYPES) {
    const hasDrafts = strapi.contentType(uid).options?.draftAndPublish === true;
    const rows = await strapi.db.query(uid).findMany({
      where: hasDrafts ? { publishedAt: null } : {},
      populate: populateOf(strapi, uid),
      orderBy: { id: 'asc' },
    });
    const published = hasDrafts
      ? await strapi.db.query(uid).findMany({ where: { publishedAt: { $notNull: true } } })
      : [];
    const isPublished = new Set(published.map(({ documentId }) => documentId));
    const byId = new Map();
    for (const row of rows) {
      const { documentId: id } = row;
      const document = byId.get(id) ?? { uid, id, isPublished: isPublished.has(id), locales: {} };
      document.locales[row.locale] = plain(strapi, uid, row);
      byId.set(id, document);
    }
    documents.push(...byId.values());
  }
  return { documents, files: await strapi.db.query('plugin::upload.file').findMany() };
};

/** Replaces references by the ids of this site, and omits references to documents that are not created yet. */
const resolved = (value, documentIdOf, fileIdOf) => {
  if (Array.isArray(value)) {
    return value.map((item) => resolved(item, documentIdOf, fileIdOf)).filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value);
  if (names.length === 1 && names[0] === 'document') return documentIdOf(value.document);
  if (names.length === 1 && names[0] === 'file') return fileIdOf(value.file);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, resolved(item, documentIdOf, fileIdOf)])
  );
};

/**
 * The plain loop: creates each document in its first locale and updates it in the others, as a draft or published.
 * References to documents that are created later are omitted.
 */
export const createLoop = async (strapi, { documents, files }) => {
  const fileIds = new Map();
  for (const { id, ...data } of files) {
    fileIds.set(id, (await strapi.db.query('plugin::upload.file').create({ data })).id);
  }
  const documentIds = new Map();
  const write = async ({ uid, id, isPublished, locales }) => {
    const service = strapi.documents(uid);
    const status = isPublished ? 'published' : 'draft';
    let documentId;
    for (const [index, [locale, content]] of Object.entries(locales).entries()) {
      const data = resolved(
        content,
        (document) => documentIds.get(`${document} ${locale}`),
        (file) => fileIds.get(file)
      );
      if (index === 0) ({ documentId } = await service.create({ locale, status, data }));
      else await service.update({ documentId, locale, status, data });
      documentIds.set(`${id} ${locale}`, documentId);
    }
  };
  const isArticle = ({ uid }) => uid === `${PREFIX}article`;
  return {
    articles: documents.filter(isArticle),
    vocabulary: documents.filter((document) => !isArticle(document)),
    write,
  };
};
