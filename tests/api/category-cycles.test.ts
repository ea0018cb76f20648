import { signInAsAdministrator } from '../support/administrator';
import { refusalOf } from '../support/articles';
import { createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** Rounds in which two people give parents at the same time. */
const ROUNDS = Number(process.env.CATEGORY_CYCLE_ROUNDS ?? 10);

let site: Site;
let running: RunningSite;
let token: string;
let administrator: string;
let count = 0;

beforeAll(async () => {
  site = await createSite({ graphql: true });
  running = await site.start();
  token = await createToken(running.strapi, 'full-access');
  administrator = await signInAsAdministrator(running);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const categories = () => running.strapi.documents(uid('category'));

const create = async (locales: string[] = ['de'], parent?: string): Promise<string> => {
  count += 1;
  let documentId: string | undefined;
  for (const locale of locales) {
    const data = {
      name: `Name ${count}`,
      slug: `slug-${count}`,
      ...(parent && !documentId ? { parent } : {}),
    };
    if (documentId) await categories().update({ documentId, locale, data });
    else documentId = (await categories().create({ locale, data })).documentId;
  }
  return documentId!;
};

const putBelow = (documentId: string, parent: unknown, locale = 'de'): Promise<unknown> =>
  categories().update({ documentId, locale, data: { parent } as never });

const rowOf = async (documentId: string, locale = 'de') =>
  (await running.strapi.db.query(uid('category')).findOne({
    where: { documentId, locale },
    populate: ['parent'],
  })) as { id: number; parent: { documentId: string } | null };

const parentOf = async (documentId: string, locale = 'de'): Promise<string | undefined> =>
  (await rowOf(documentId, locale)).parent?.documentId;

/** A category, and one below it by two levels. */
const createBranch = async (locales?: string[]): Promise<{ top: string; below: string }> => {
  const top = await create(locales);
  const between = await create(locales, top);
  return { top, below: await create(locales, between) };
};

const CYCLE = /^A category cannot lie below itself: Name \d+ → Name \d+ → Name \d+ → Name \d+\./;

describe('a category below itself', () => {
  it.each<[string, (below: string) => unknown]>([
    ['a documentId', (below) => below],
    ['an object', (below) => ({ documentId: below })],
    ['a list', (below) => [below]],
    ['connect', (below) => ({ connect: [below] })],
    [
      'connect with a locale',
      (below) => ({ connect: [{ documentId: below, locale: 'de' }], disconnect: [] }),
    ],
    ['set', (below) => ({ set: [{ documentId: below }] })],
  ])('is rejected at its field when the parent is given as %s', async (_name, form) => {
    const { top, below } = await createBranch();
    const refusal = await refusalOf(putBelow(top, form(below)));
    expect(refusal).toEqual([{ path: 'parent', message: expect.stringMatching(CYCLE) }]);
    expect(await parentOf(top)).toBeUndefined();
  });

  it('is rejected when the parent is given by the number of its row', async () => {
    const { top, below } = await createBranch();
    const { id } = await rowOf(below);
    for (const form of [id, { id }, { connect: [{ id }] }, { set: [id] }]) {
      expect(await refusalOf(putBelow(top, form))).toHaveLength(1);
    }
    expect(await refusalOf(putBelow(top, top))).toEqual([{ path: 'parent', message: expect.any(String) }]);
    expect(await parentOf(top)).toBeUndefined();
  });

  it('is rejected by the admin panel, REST and GraphQL, in the language of the editor', async () => {
    const { top, below } = await createBranch();
    const panel = await running.request
      .put(`/content-manager/collection-types/${uid('category')}/${top}?locale=de`)
      .set('Authorization', administrator)
      .set('Accept-Language', 'de')
      .send({ parent: { connect: [{ documentId: below, locale: 'de' }], disconnect: [] } });
    const rest = await running.request
      .put(`/api/career-field/categories/${top}?locale=de`)
      .set('Authorization', token)
      .set('Accept-Language', 'de')
      .send({ data: { parent: below } });
    for (const { status, body } of [panel, rest]) {
      expect(status).toBe(400);
      const { errors } = body.error.details as { errors: { path: string[]; message: string }[] };
      expect(errors).toEqual([
        expect.objectContaining({
          path: ['parent'],
          message: expect.stringMatching(/^Eine Kategorie kann nicht unter sich selbst liegen: Name/),
        }),
      ]);
    }
    const graphql = await running.request
      .post('/graphql')
      .set('Authorization', token)
      .send({
        query: `mutation { updateCareerFieldCategory(documentId: "${top}", locale: "de", data: { parent: "${below}" }) { documentId } }`,
      });
    expect(graphql.body.errors[0].extensions.error.details.errors[0].path).toEqual(['parent']);
    expect(await parentOf(top)).toBeUndefined();
  });

  it('is rejected where each locale has one half of the cycle', async () => {
    const first = await create(['de', 'en']);
    // Only in German, so that the link to it is none in English.
    const german = await create(['de']);
    await putBelow(first, german, 'de');
    expect(await parentOf(first, 'en')).toBeUndefined();
    const second = categories().update({
      documentId: german,
      locale: 'en',
      data: { name: 'In English', slug: `english-${count}`, parent: first },
    });
    expect(await refusalOf(second)).toHaveLength(1);
  });

  it('does not keep a category from being moved elsewhere, or out of a cycle that exists', async () => {
    const { top, below } = await createBranch();
    const other = await create();
    await putBelow(below, other);
    await putBelow(top, below);
    expect(await parentOf(top)).toBe(below);

    const [one, two] = [await create(), await create()];
    await bypass(one, two);
    await bypass(two, one);
    await categories().update({ documentId: one, locale: 'de', data: { name: 'Still to be edited' } });
    await putBelow(one, top);
    expect(await parentOf(one)).toBe(top);
  });
});

/** Writes a link without the document service. */
const bypass = async (documentId: string, parent: string): Promise<void> => {
  const { id } = await rowOf(documentId);
  const { id: above } = await rowOf(parent);
  await running.strapi.db.query(uid('category')).update({ where: { id }, data: { parent: above } });
};

it('lets no two people who write at the same time each make a half of a cycle', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    // first → second and third → fourth are there; the two writes have no category in common.
    const [second, fourth] = [await create(), await create()];
    const [first, third] = [await create(['de'], second), await create(['de'], fourth)];
    const outcomes = await Promise.allSettled([putBelow(second, third), putBelow(fourth, first)]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0].details.errors).toEqual([expect.objectContaining({ path: ['parent'] })]);
    expect([await parentOf(second), await parentOf(fourth)].filter(Boolean)).toHaveLength(1);
  }
});

it('names cycles that exist at the start and in the status, and readers see each category once', async () => {
  const [one, two] = [await create(['de', 'en']), await create(['de', 'en'])];
  await bypass(one, two);
  await bypass(two, one);
  await running.strapi.documents(uid('article')).create({
    locale: 'de',
    status: 'published',
    data: { title: 'In a cycle', slug: 'in-a-cycle', lead: 'Lead', category: one } as never,
  });
  const guide = await running.request
    .get('/api/career-field/guides/in-a-cycle?locale=de')
    .set('Authorization', token);
  expect(guide.status).toBe(200);
  expect(guide.body.data.breadcrumbs).toHaveLength(2);
  const { categoryCycles } = await running.strapi.plugin('career-field').service('seeding').status();
  expect(categoryCycles).toEqual([[expect.stringMatching(/^slug-/), expect.any(String), expect.any(String)]]);

  await running.stop();
  running = await site.start();
  const [slug] = categoryCycles[0] as string[];
  expect(running.warnings.filter((warning) => warning.includes(`"${slug}" → `))).toEqual([
    expect.stringContaining('choose another parent, or none'),
  ]);
});
