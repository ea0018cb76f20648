import { signInAsAdministrator, signInWith } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { failStatements } from '../support/failing-statements';
import { uid } from '../support/site';

/** The responses to readers while guides cannot be rebuilt. */

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

/** Reads until a guide has a title; until then it must have the title before. */
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

/** Returns a statement without the number of its values. */
const likeOf = (sql: string): string => sql.replace(/(\$\d+|\?)(, ?(\$\d+|\?))*/g, '?');

const publish = (documentId: string, title: string) =>
  guides.strapi
    .documents(uid('article'))
    .update({ documentId, locale: 'en', status: 'published', data: { title } });

/** Withdraws a related guide, and expects the guide without it in every format. */
const expectWithout = async (
  slug: string,
  related: string,
  withdrawRelated: () => Promise<unknown>
): Promise<void> => {
  const paths = ['', '?format=html', '/markdown'].map((rest) => `/guides/${slug}${rest}`);
  const shown = async (): Promise<boolean[]> =>
    Promise.all(
      paths.map(async (path) => {
        const { status, text } = await guides.get(path);
        expect([path, status]).toEqual([path, 200]);
        return text.includes(path.includes('markdown') ? titleOfRelated : related);
      })
    );
  const titleOfRelated = (
    (await guides.get(paths[0]!)).body.data.related as { documentId: string; title: string }[]
  ).find(({ documentId }) => documentId === related)!.title;
  expect(await shown()).toEqual([true, true, true]);
  await withdrawRelated();
  expect(await shown()).toEqual([false, false, false]);
};

const withdraw = (method: 'unpublish' | 'delete', documentId: string): Promise<unknown> => {
  const articles = guides.strapi.documents(uid('article'));
  const at = { documentId, locale: 'en' };
  return method === 'delete' ? articles.delete(at) : articles.unpublish(at);
};

it('serves the last good guide whichever statement of its rebuild fails for a while, and rebuilds it without another write', async () => {
  const related = await guides.publish('related');
  const documentId = await guides.publish('steady', { related: [related] });
  await titleOf('steady');
  const { db } = guides.strapi;
  // Without the document service, whose events also read the document, and would fail, too.
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
            .invalidateArticles([{ article: documentId, locale: 'en' }])
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
      // All later ones of this kind fail as well, as if the table were locked.
      if (count === statement) failing = likeOf(sql);
      return likeOf(sql) === failing;
    });
    const title = `Title ${statement}`;
    try {
      await write(title);
      // Reads only after the background rebuild has run.
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

it('rebuilds the other guides while one cannot be rebuilt, and that one as soon as possible', async () => {
  const slugs = ['first', 'second', 'third'];
  const ids = [];
  for (const slug of slugs) ids.push(await guides.publish(slug));
  await guides.strapi.plugin('career-field').service('guides').settled();
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

describe('an article with content that cannot be turned into a guide', () => {
  /** Strapi runs in another realm than the tests. */
  const hostString = (): { prototype: { toWellFormed(this: string): string } } =>
    (guides.strapi.constructor.constructor as (code: string) => () => never)('return String')();

  /** Makes content with one of some texts invalid until the returned function is called. */
  const spoil = (...texts: string[]): (() => void) => {
    const { prototype } = hostString();
    const original = prototype.toWellFormed;
    prototype.toWellFormed = function () {
      // The last good guide was built before, and is served.
      if (texts.includes(String(this)) && !/withhold|Object\.page/.test(new Error().stack ?? ''))
        throw new Error('lone surrogate');
      return original.call(this);
    };
    return () => {
      prototype.toWellFormed = original;
    };
  };

  it('keeps its last good guide, is reported once without its content, and is rebuilt when it is written again', async () => {
    const documentId = await guides.publish('poison', { lead: 'A secret of the editors.' });
    await guides.publish('healthy');
    expect(await titleOf('poison')).toBe('Title of poison');
    const errors: string[] = [];
    const { error: log } = guides.strapi.log;
    guides.strapi.log.error = ((message: string) => {
      errors.push(message);
      return guides.strapi.log;
    }) as typeof log;
    const heal = spoil('poison');
    try {
      await publish(documentId, 'Another title');
      expect(await titleOf('poison')).toBe('Title of poison');
      expect((await guides.get('/guides')).body.data.map(({ slug }: { slug: string }) => slug)).toContain(
        'poison'
      );
      expect(await titleOf('poison')).toBe('Title of poison');
    } finally {
      heal();
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

  it.each(['unpublish', 'delete'] as const)('does not show a related guide after its %s', async (method) => {
    const related = await guides.publish(`${method}-related`);
    const documentId = await guides.publish(`${method}-faulty`, { related: [related] });
    await titleOf(`${method}-faulty`);
    const heal = spoil(`${method}-faulty`);
    try {
      await publish(documentId, 'Spoilt title');
      await expectWithout(`${method}-faulty`, related, () => withdraw(method, related));
    } finally {
      heal();
    }
  });

  describe('is reported in the admin panel', () => {
    let administrator: string;

    const requestAs = (token: string | undefined, query: Record<string, string>) => {
      const request = guides.request.get('/career-field/guide-issues').query(query);
      return token ? request.set('Authorization', token) : request;
    };
    const issueOf = async (article: string, locale = 'en'): Promise<unknown> => {
      const { status, body } = await requestAs(administrator, { article, locale });
      expect([status, Object.keys(body)]).toEqual([200, ['data']]);
      return body.data;
    };
    beforeAll(async () => {
      administrator = await signInAsAdministrator(guides);
    });

    it('with the state of its guide, in its language, until it is built or unpublished', async () => {
      const spoilt = await guides.publish('spoilt');
      await guides.strapi
        .documents(uid('article'))
        .update({ documentId: spoilt, locale: 'de', data: { title: 'Entwurf', slug: 'entwurf' } });
      expect(await issueOf(spoilt)).toEqual({ issue: null });
      let heal = spoil('spoilt', 'never');
      let never: string;
      try {
        await publish(spoilt, 'Spoilt title');
        expect(await issueOf(spoilt)).toEqual({ issue: 'stale' });
        expect(await issueOf(spoilt, 'de')).toEqual({ issue: null });
        never = await guides.publish('never');
        expect(await issueOf(never)).toEqual({ issue: 'missing' });
        // A draft does not change the published guide.
        await guides.strapi
          .documents(uid('article'))
          .update({ documentId: spoilt, locale: 'en', data: { title: 'A draft' } });
        expect(await issueOf(spoilt)).toEqual({ issue: 'stale' });
      } finally {
        heal();
      }
      await publish(spoilt, 'Healed');
      expect(await issueOf(spoilt)).toEqual({ issue: null });
      heal = spoil('spoilt');
      try {
        await publish(spoilt, 'Spoilt title');
        expect(await issueOf(spoilt)).toEqual({ issue: 'stale' });
        await guides.unpublish(spoilt);
        expect(await issueOf(spoilt)).toEqual({ issue: null });
        await guides.unpublish(never);
        expect(await issueOf(never)).toEqual({ issue: null });
      } finally {
        heal();
      }
    });

    it('to administrators who may read it', async () => {
      const article = await guides.publish('permitted');
      await guides.publish('erlaubt', {}, { locale: 'de', documentId: article });
      const read = { action: 'plugin::content-manager.explorer.read', subject: uid('article') };
      const german = await signInWith(guides, 'german', [
        { ...read, properties: { fields: ['title'], locales: ['de'] } },
      ]);
      const stranger = await signInWith(guides, 'stranger', [{ action: 'plugin::upload.read' }]);
      const statusOf = async (token: string | undefined, locale: string): Promise<number> =>
        (await requestAs(token, { article, locale })).status;
      expect(await statusOf(undefined, 'en')).toBe(401);
      expect(await statusOf(stranger, 'de')).toBe(403);
      expect(await statusOf(german, 'de')).toBe(200);
      expect(await statusOf(german, 'en')).toBe(403);
      expect((await requestAs(administrator, { article: 'nothing', locale: 'en' })).status).toBe(404);
      expect((await requestAs(administrator, { article })).status).toBe(400);
      expect((await requestAs(administrator, { article: '', locale: 'en' })).status).toBe(400);
    });
  });
});

it.each(['unpublish', 'delete'] as const)(
  'does not show a related guide after its %s while the database rejects the rebuilt guide',
  async (method) => {
    const related = await guides.publish(`${method}-shown`);
    const documentId = await guides.publish(`${method}-stuck`, { related: [related] });
    await titleOf(`${method}-stuck`);
    const { db } = guides.strapi;
    const { id } = (await db
      .connection(db.metadata.get(uid('published-guide')).tableName)
      .where({ article: documentId })
      .first('id')) as { id: number };
    let refused = 0;
    const restore = failStatements(guides.strapi, (sql, bindings) => {
      const isStored = /^update .?career_field_published_guides/i.test(sql) && bindings.at(-1) === id;
      if (isStored) refused += 1;
      return isStored;
    });
    try {
      await expectWithout(`${method}-stuck`, related, () => withdraw(method, related));
      expect(refused).toBeGreaterThan(0);
    } finally {
      restore();
    }
  }
);
