/** A site that listens, and runs the commands of the benchmark of many guides. */
import { createRequire } from 'node:module';

const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

const folder = process.argv[2];
const strapi = createStrapi({ appDir: folder, distDir: folder, serveAdminPanel: false });
strapi.log.level = 'error';
await strapi.load();
await strapi.server.mount();
await new Promise((resolve) => strapi.server.httpServer.listen(0, '127.0.0.1', resolve));

const PREFIX = 'plugin::career-field.';
const documents = (type) => strapi.documents(`${PREFIX}${type}`);
const guides = () => strapi.plugin('career-field').service('guides');
const tableOf = (uid) => strapi.db.metadata.get(uid).tableName;

/** The day on which everything was published. */
const DAY = '2026-01-01T00:00:00.000Z';

const COMMANDS = {
  /** Creates three categories and ten skills in every language, and one guide, whose rows are copied for all others. */
  async prepare({ locales, occupations }) {
    const categories = [];
    for (let index = 0; index < 3; index += 1) {
      let documentId;
      for (const locale of locales) {
        const data = { name: `Category ${index} ${locale}`, slug: `category-${index}` };
        if (documentId) await documents('category').update({ documentId, locale, data });
        else ({ documentId } = await documents('category').create({ locale, data }));
      }
      categories.push(documentId);
    }
    const skills = [];
    for (let index = 0; index < 10; index += 1) {
      let documentId;
      for (const locale of locales) {
        const data = { name: `Skill ${index} ${locale}`, slug: `skill-${index}` };
        if (documentId) await documents('skill').update({ documentId, locale, data });
        else ({ documentId } = await documents('skill').create({ locale, data }));
      }
      skills.push(documentId);
    }
    const body = Array.from({ length: 12 }, (_, at) => ({
      type: 'paragraph',
      children: [
        { type: 'text', text: `Paragraph ${at} of the pattern, with some words that every guide has.` },
      ],
    }));
    const pattern = await documents('article').create({
      locale: locales[0],
      status: 'published',
      data: {
        title: 'PATTERN-TITLE',
        slug: 'pattern-slug',
        lead: 'What PATTERN-TITLE is about.',
        category: categories[0],
        definition: { heading: 'What is it?', body },
        skills: {
          heading: 'Skills',
          items: skills.map((skill) => ({ skill, requirement: 'essential' })),
        },
      },
    });
    await guides().settled();
    const { connection: db } = strapi.db;
    const [articles, stored] = [tableOf(`${PREFIX}article`), tableOf(`${PREFIX}published-guide`)];
    const category = tableOf(`${PREFIX}category`);
    const link = strapi.db.metadata.get(`${PREFIX}article`).attributes.category.joinTable;
    const [article, target] = [link.joinColumn.name, link.inverseJoinColumn.name];
    const values = { day: DAY, occupations, locales };
    await db.raw(
      `INSERT INTO ${articles} (document_id, title, slug, lead, locale, published_at, created_at, updated_at)
       SELECT 'occupation' || lpad(n::text, 6, '0'), 'Occupation ' || n || ' ' || l, 'occupation-' || n,
              'What Occupation ' || n || ' is about.', l, p, :day::timestamp, :day::timestamp
       FROM generate_series(1, :occupations) n, unnest(:locales::text[]) l,
            (VALUES (NULL::timestamp), (:day::timestamp)) v(p)`,
      values
    );
    await db.raw(
      `INSERT INTO ${link.name} (${article}, ${target})
       SELECT a.id, c.id FROM ${articles} a
       JOIN ${category} c ON c.locale = a.locale
        AND c.document_id = (:categories::text[])[1 + substr(a.document_id, 11)::int % 3]
       WHERE a.document_id LIKE 'occupation%'`,
      { categories }
    );
    await db.raw(
      `INSERT INTO ${stored} (document_id, key, article, language, state, version, sequence, basis, build, stamp, slug,
                              no_index, changed_at, dependencies, entry, payload)
       SELECT 'guide' || a.id, a.document_id || ' ' || a.locale, a.document_id, a.locale, 'ready', 1,
              g.sequence + row_number() OVER (ORDER BY a.id), 1000000, g.build, :day || ' ' || :day, a.slug, false, :day,
              replace(g.dependencies, :first, c),
              replace(replace(replace(replace(replace(g.entry, :first, c), 'PATTERN-TITLE', a.title), 'pattern-slug', a.slug),
                      :pattern, a.document_id), '"locale":"' || :locale || '"', '"locale":"' || a.locale || '"'),
              replace(replace(replace(replace(replace(g.payload, :first, c), 'PATTERN-TITLE', a.title), 'pattern-slug', a.slug),
                      :pattern, a.document_id), '"locale":"' || :locale || '"', '"locale":"' || a.locale || '"')
       FROM ${articles} a
       CROSS JOIN LATERAL (SELECT (:categories::text[])[1 + substr(a.document_id, 11)::int % 3] AS c) chosen
       CROSS JOIN (SELECT * FROM ${stored} WHERE article = :pattern) g
       WHERE a.document_id LIKE 'occupation%' AND a.published_at IS NOT NULL`,
      { ...values, categories, first: categories[0], pattern: pattern.documentId, locale: locales[0] }
    );
    await db.raw(
      `UPDATE ${tableOf(`${PREFIX}guide-invalidation`)} SET sequence = 1000000 WHERE key = 'counter'`
    );
    for (const table of [articles, link.name, stored]) await db.raw(`ANALYZE ${table}`);
    return { categories };
  },

  rename: ({ documentId, locale, to }) =>
    documents('category')
      .update({ documentId, locale, data: { name: to } })
      .then(() => true),

  async publish({ documentId, locale, title }) {
    await documents('article').update({ documentId, locale, data: { title } });
    const started = performance.now();
    await documents('article').publish({ documentId, locale });
    return performance.now() - started;
  },

  settle: () => guides().settled(),

  memory: () => {
    global.gc?.();
    return process.memoryUsage().rss;
  },

  stop: async () => {
    await strapi.destroy();
    process.exit(0);
  },
};

process.on('message', async ({ id, name, ...options }) => {
  try {
    process.send({ id, result: (await COMMANDS[name](options)) ?? null });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ port: strapi.server.httpServer.address().port });
