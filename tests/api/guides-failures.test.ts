import { createGuideSite, type GuideSite } from '../support/guide-site';
import { failStatements } from '../support/failing-statements';
import { uid } from '../support/site';

/** What readers get while guides cannot be rebuilt. */

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;

beforeAll(async () => {
  site = await createGuideSite();
  guides = await site.start({ site: { url: 'https://portal.example' } });
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const READ_OR_WRITE = /^\s*(select|insert|update|delete)/i;

const titleOf = async (slug: string): Promise<string | undefined> => {
  const { status, body } = await guides.get(`/guides/${slug}`);
  expect([slug, status]).toEqual([slug, 200]);
  return body.data.title as string;
};

/** Reads until a guide has a title; whatever is read before must be a guide, and `isOld` one of the titles before. */
const untilTitled = async (slug: string, title: string, before: string): Promise<void> => {
  for (;;) {
    const found = await titleOf(slug);
    if (found === title) return;
    expect(found).toBe(before);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const removedInFeed = async (): Promise<string[]> => {
  const { body } = await guides.get('/guides/changes');
  return (body.data as { slug: string; change: string }[])
    .filter(({ change }) => change === 'removed')
    .map(({ slug }) => slug);
};

/** A statement without the number of its values. */
const likeOf = (sql: string): string => sql.replace(/(\$\d+|\?)(, ?(\$\d+|\?))*/g, '?');

const publish = (documentId: string, title: string) =>
  guides.strapi
    .documents(uid('article'))
    .update({ documentId, locale: 'en', status: 'published', data: { title } });

it('keeps the last good guide whichever statement of its rebuild fails for a while, and rebuilds it without another write', async () => {
  const neighbour = await guides.publish('neighbour');
  const documentId = await guides.publish('steady', { related: [neighbour] });
  await titleOf('steady');
  const { db } = guides.strapi;
  // Without the document service, whose events read what was written once more, and fail too.
  let isOver = false;
  const write = (title: string) =>
    db.transaction(({ onCommit }) => {
      // From here on, the statements are those of the rebuild.
      onCommit(() => {
        isOver = true;
      });
      return db
        .query(uid('article'))
        .updateMany({ where: { documentId, publishedAt: { $notNull: true } }, data: { title } })
        .then(() =>
          guides.strapi
            .plugin('career-field')
            .service('guides')
            .noteWritten([{ article: documentId, locale: 'en' }])
        );
    });
  let before = 'Title of steady';
  let failed = 0;
  for (let statement = 1; ; statement += 1) {
    isOver = false;
    let count = 0;
    let failing: string | undefined;
    const restore = failStatements(guides.strapi, (sql) => {
      if (!isOver || !READ_OR_WRITE.test(sql)) return false;
      count += 1;
      // And with it every later one like it, as with a table that somebody has locked.
      if (count === statement) failing = likeOf(sql);
      return likeOf(sql) === failing;
    });
    const title = `Title ${statement}`;
    try {
      await write(title);
      // Nobody reads before the rebuild in the background has had its turn.
      for (let idle = 0, last = -1; idle < 4; idle = count === last ? idle + 1 : 0) {
        last = count;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    } finally {
      restore();
    }
    await untilTitled('steady', title, before);
    expect(await removedInFeed()).toEqual([]);
    before = title;
    if (failing === undefined) break;
    failed += 1;
  }
  expect(failed).toBeGreaterThan(20);
});

it('rebuilds the other guides while one cannot be rebuilt, and that one as soon as it can', async () => {
  const slugs = ['first', 'second', 'third'];
  const ids = [];
  for (const slug of slugs) ids.push(await guides.publish(slug));
  await titleOf('first');
  const broken = ids[1]!;
  const restore = failStatements(
    guides.strapi,
    (sql, bindings) => /^select.*from .?career_field_articles/i.test(sql) && bindings.includes(broken)
  );
  try {
    await guides.strapi
      .documents(uid('category'))
      .update({ documentId: guides.category, locale: 'en', data: { name: 'Renamed' } });
    for (const slug of ['first', 'third']) {
      expect((await guides.get(`/guides/${slug}`)).body.data.category.name).toBe('Renamed');
    }
    expect(await titleOf('second')).toBe('Title of second');
  } finally {
    restore();
  }
  for (;;) {
    const { body } = await guides.get('/guides/second');
    if (body.data.category.name === 'Renamed') break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await removedInFeed()).toEqual([]);
});

describe('an article whose content is at fault', () => {
  /** Strapi runs in another realm than the tests. */
  const hostString = (): { prototype: { toWellFormed(this: string): string } } =>
    (guides.strapi.constructor.constructor as (code: string) => () => never)('return String')();

  it('keeps its last good guide, is reported once without its content, and is tried again when it is written', async () => {
    const documentId = await guides.publish('poison', { lead: 'A secret of the editors.' });
    await guides.publish('healthy');
    expect(await titleOf('poison')).toBe('Title of poison');
    const { prototype } = hostString();
    const original = prototype.toWellFormed;
    const errors: string[] = [];
    const { error: log } = guides.strapi.log;
    guides.strapi.log.error = ((message: string) => {
      errors.push(message);
      return guides.strapi.log;
    }) as typeof log;
    try {
      prototype.toWellFormed = function () {
        if (String(this) === 'poison') throw new Error('lone surrogate');
        return original.call(this);
      };
      await publish(documentId, 'Another title');
      expect(await titleOf('poison')).toBe('Title of poison');
      expect((await guides.get('/guides')).body.data.map(({ slug }: { slug: string }) => slug)).toContain(
        'poison'
      );
      expect(await titleOf('poison')).toBe('Title of poison');
    } finally {
      prototype.toWellFormed = original;
      guides.strapi.log.error = log;
    }
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`article ${documentId} (en)`);
    expect(errors[0]).toContain('lone surrogate');
    expect(errors[0]).not.toContain('secret');
    expect(await removedInFeed()).toEqual([]);
    await publish(documentId, 'Healed');
    expect(await titleOf('poison')).toBe('Healed');
  });
});
