import { createCategory, paragraph, publishable, refusalOf } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;
let category: string;

beforeAll(async () => {
  site = await createSite({ graphql: true });
  running = await site.start();
  category = await createCategory(running.strapi, 'field');
  const role = await running.strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'public' } });
  for (const action of ['create', 'update']) {
    await running.strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: `plugin::career-field.article.${action}`, role: role.id } });
  }
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const articles = () => running.strapi.documents(uid('article'));

const rowsOf = async (slug: string): Promise<unknown[]> =>
  running.strapi.db.query(uid('article')).findMany({ where: { slug } });

const figures = { currency: 'EUR', period: 'year', asOf: '2026-01-01', source: { label: 'A survey' } };

describe('a draft is refused with', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an invalid slug', { slug: 'Not An Address' }, 'slug'],
    [
      'a link that runs a script',
      { furtherReading: [{ label: 'x', url: 'javascript:alert(1)' }] },
      'furtherReading.0.url',
    ],
    [
      'a link in rich text that runs a script',
      {
        definition: {
          body: [
            {
              type: 'paragraph',
              children: [
                { type: 'link', url: 'javascript:alert(1)', children: [{ type: 'text', text: 'x' }] },
              ],
            },
          ],
        },
      },
      'definition.body',
    ],
    [
      'a maximum below the median',
      { outlook: { salaries: [{ ...figures, median: 60_000, max: 50_000 }] } },
      'outlook.salaries.0.max',
    ],
    ['a figure of zero', { outlook: { salaries: [{ ...figures, min: 0 }] } }, 'outlook.salaries.0.min'],
    [
      'a code that is invalid in its classification',
      { occupation: { codes: [{ scheme: 'isco-08', code: '25123' }] } },
      'occupation.codes.0.code',
    ],
    ['two megabytes of text', { definition: { body: paragraph('a'.repeat(2_000_000)) } }, 'definition.body'],
    ['a null character', { lead: 'a\u0000b' }, 'lead'],
    ['half a surrogate pair', { definition: { body: paragraph('\ud800') } }, 'definition.body'],
    [
      'a number too large for its column',
      { outlook: { salaries: [{ ...figures, max: 1e12 }] } },
      'outlook.salaries.0.max',
    ],
    [
      'the same anchor in two sections',
      {
        definition: { anchor: 'same' },
        sections: [{ __component: 'career-field.text-section', after: 'tasks', anchor: 'same' }],
      },
      'sections.0.anchor',
    ],
    ['an unknown kind of section', { sections: [{ __component: 'career-field.no-section' }] }, 'sections.0'],
    ['a category that does not exist', { category: 'a1b2c3d4e5f6g7h8i9j0k1l2' }, 'category'],
    [
      'a skill that does not exist',
      { skills: { items: [{ skill: { connect: ['a1b2c3d4e5f6g7h8i9j0k1l2'] } }] } },
      'skills.items.0.skill',
    ],
    [
      'a table row with too few cells',
      {
        sections: [
          {
            __component: 'career-field.table-section',
            after: 'tasks',
            columns: ['One', 'Two'],
            rows: [{ cells: ['only one'] }],
          },
        ],
      },
      'sections.0.rows.0.cells',
    ],
  ])('%s', async (_, data, path) => {
    const slug = 'refused';
    const issues = await refusalOf(articles().create({ locale: 'de', data: { title: 'T', slug, ...data } }));
    expect(issues.map((issue) => issue.path)).toEqual([path]);
    expect(await rowsOf(slug)).toEqual([]);
  });

  it('the errors of all its fields at once', async () => {
    const issues = await refusalOf(
      articles().create({ locale: 'de', data: { title: 'T'.repeat(91), slug: 'ä', lead: 'L'.repeat(501) } })
    );
    expect(issues.map(({ path }) => path).sort()).toEqual(['lead', 'slug', 'title']);
  });
});

describe('an update of some attributes', () => {
  it('is validated together with the stored ones', async () => {
    const created = await articles().create({
      locale: 'de',
      data: {
        title: 'T',
        slug: 'partial',
        outlook: { salaries: [{ ...figures, median: 50_000, max: 60_000 }] },
      },
      populate: { outlook: { populate: ['salaries'] } },
    });
    const { outlook } = created as unknown as { outlook: { id: number; salaries: { id: number }[] } };
    const issues = await refusalOf(
      articles().update({
        documentId: created.documentId,
        locale: 'de',
        // The other figures stay as they are stored.
        data: {
          title: 'Changed',
          outlook: { id: outlook.id, salaries: [{ id: outlook.salaries[0]!.id, max: 40_000 }] },
        },
      })
    );
    expect(issues.map(({ path }) => path)).toEqual(['outlook.salaries.0.max']);
    const [row] = (await rowsOf('partial')) as { title: string }[];
    expect(row?.title).toBe('T');
  });

  it('may leave out required attributes that are stored', async () => {
    const created = await articles().create({ locale: 'de', data: { title: 'T', slug: 'part' } });
    await articles().update({ documentId: created.documentId, locale: 'de', data: { headline: 'H' } });
    expect(await rowsOf('part')).toEqual([expect.objectContaining({ title: 'T', headline: 'H' })]);
  });
});

describe('publishing', () => {
  it('needs a title, a slug, a lead and a category', async () => {
    const { documentId } = await articles().create({ locale: 'de', data: { slug: 'incomplete' } });
    const issues = await refusalOf(articles().publish!({ documentId, locale: 'de' }));
    expect(issues.map(({ path }) => path).sort()).toEqual(['category', 'lead', 'title']);
    expect(await rowsOf('incomplete')).toEqual([expect.objectContaining({ publishedAt: null })]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'a figure without source',
      { outlook: { salaries: [{ currency: 'EUR', period: 'year', asOf: '2026-01-01', median: 1 }] } },
      ['outlook.salaries.0.source'],
    ],
    [
      'a figure without currency, period and date',
      { outlook: { salaries: [{ median: 1, source: { label: 'S' } }] } },
      ['outlook.salaries.0.asOf', 'outlook.salaries.0.currency', 'outlook.salaries.0.period'],
    ],
    ['a task without a title', { tasks: { items: [{ text: 'only text' }] } }, ['tasks.items.0.title']],
    ['a skill entry without a skill', { skills: { items: [{ level: 'basic' }] } }, ['skills.items.0.skill']],
  ])('refuses %s', async (what, data, paths) => {
    const slug = what.replaceAll(' ', '-').replaceAll(',', '');
    const { documentId } = await articles().create({ locale: 'de', data: publishable(slug, category, data) });
    const issues = await refusalOf(articles().publish!({ documentId, locale: 'de' }));
    expect(issues.map(({ path }) => path).sort()).toEqual(paths);
  });

  it('applies the same rules to a document that is created as published, and stores nothing on an error', async () => {
    const issues = await refusalOf(
      articles().create({ locale: 'de', status: 'published', data: { title: 'T', slug: 'at-once' } })
    );
    expect(issues.map(({ path }) => path).sort()).toEqual(['category', 'lead']);
    expect(await rowsOf('at-once')).toEqual([]);
  });

  it('refuses a changed anchor, since readers link to it, until the article is unpublished', async () => {
    const { documentId } = await articles().create({
      locale: 'de',
      status: 'published',
      data: publishable('anchored', category, { tasks: { anchor: 'aufgaben' } }),
    });
    const change = { documentId, locale: 'de', data: { tasks: { anchor: 'taetigkeiten' } } };
    await articles().update(change);
    const issues = await refusalOf(articles().publish!({ documentId, locale: 'de' }));
    expect(issues).toEqual([{ path: 'tasks.anchor', message: expect.stringContaining('aufgaben') }]);

    await articles().unpublish!({ documentId, locale: 'de' });
    const { entries } = await articles().publish!({ documentId, locale: 'de' });
    expect(entries).toHaveLength(1);
  });
});

describe('a validation error is returned', () => {
  const wrong = { data: { title: 'T', slug: 'Nein' } };

  it.each([
    ['de-DE,de;q=0.9,en;q=0.8', /^Die Adresse darf nur/],
    ['en-GB,en;q=0.9', /^The address may only/],
    ['fr', /^The address may only/],
  ])('over REST, in the requested language (%s)', async (language, message) => {
    const response = await running.request
      .post('/api/career-field/articles?locale=de')
      .set('Accept-Language', language)
      .send(wrong);
    expect(response.status).toBe(400);
    expect(response.body.error.details.errors).toEqual([
      { path: ['slug'], name: 'ValidationError', message: expect.stringMatching(message) },
    ]);
  });

  it('over GraphQL', async () => {
    const response = await running.request.post('/graphql').send({
      query: 'mutation { createCareerFieldArticle(data: { title: "T", slug: "Nein" }) { documentId } }',
    });
    const [error] = response.body.errors;
    expect(error.extensions.error.details.errors[0].path).toEqual(['slug']);
    expect(await rowsOf('Nein')).toEqual([]);
  });
});

describe('a vocabulary type', () => {
  it('has no drafts, so a new document must be complete', async () => {
    const issues = await refusalOf(
      running.strapi.documents(uid('skill')).create({ locale: 'de', data: { kind: 'soft' } })
    );
    expect(issues.map(({ path }) => path).sort()).toEqual(['name', 'slug']);
  });

  it('refuses a minimum duration above the maximum', async () => {
    const issues = await refusalOf(
      running.strapi.documents(uid('study-path')).create({
        locale: 'de',
        data: { title: 'T', slug: 'durations', durationMonthsMin: 36, durationMonthsMax: 12 },
      })
    );
    expect(issues.map(({ path }) => path)).toEqual(['durationMonthsMax']);
  });
});
