import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'supertest';
import { signInAsAdministrator } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';

/** Live numbers of vacancies: counted by the site's own function, and looked up when a guide is delivered. */

const PLUGINS = `module.exports = () => ({
  'career-field': {
    enabled: true,
    config: {
      ...JSON.parse(process.env.CAREER_FIELD_CONFIG),
      jobs: { count: (of) => strapi.countForTest(of), timeoutSeconds: 1, maxAgeDays: 2 },
    },
  },
  graphql: { enabled: true },
  'users-permissions': { config: { jwtSecret: 'secret' } },
});`;

type Count = (of: { article: { slug: string }; locale: string }) => unknown;

const MINUTE = 60_000;
const DAY = 86_400_000;

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
/** Of the clock that counting is given. */
let time = Date.parse('2026-11-29T08:00:00.000Z');

const setCount = (count: Count): void => {
  Object.assign(guides.strapi, { countForTest: count });
};

/** Counts what is due once so much time has passed. */
const countAfter = async (ms: number): Promise<void> => {
  time += ms;
  await guides.strapi
    .plugin('career-field')
    .service('vacancies')
    .count(() => new Date(time));
};

const jobs = {
  heading: 'Jobs',
  anchor: 'jobs',
  listingUrl: 'https://jobs.example/all',
  label: 'View {count} jobs',
  count: 3,
  countedAt: '2026-01-02T00:00:00.000Z',
};

const get = async (slug: string, headers = {}): Promise<Response> => {
  const response = await guides.get(`/guides/${slug}`, headers);
  expect([200, 304]).toContain(response.status);
  return response;
};

const listingOf = ({ body }: Response): unknown => {
  const { label, count, countedAt } = body.data.sections.find(
    ({ type }: { type: string }) => type === 'jobs-listing'
  );
  return [label, count, countedAt];
};

const rebuilds = (): number => guides.strapi.plugin('career-field').service('guides').stats().rebuilds;

beforeAll(async () => {
  site = await createGuideSite({ files: { 'config/plugins.js': PLUGINS } });
  guides = await site.start({ fastLane: true });
  await guides.publish('counted', { jobs });
  await guides.publish('other', { jobs: { ...jobs, label: 'Other: {count}' } });
  await guides.publish('without');
  await guides.strapi.plugin('career-field').service('guides').settled();
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

it('shows the number of the article until one is counted', async () => {
  expect(listingOf(await get('counted'))).toEqual(['View 3 jobs', 3, jobs.countedAt]);
});

it('calls the function with the guide, for guides with a link to vacancies only', async () => {
  const asked: string[] = [];
  setCount(({ article, locale }) => {
    asked.push(`${article.slug} ${locale}`);
    return article.slug === 'counted' ? 1234 : 5;
  });
  await countAfter(0);
  expect(asked.sort()).toEqual(['counted en', 'other en']);
  expect(listingOf(await get('counted'))).toEqual(['View 1,234 jobs', 1234, '2026-11-29T08:00:00.000Z']);
  const page = await guides.get('/guides/counted/markdown');
  expect(page.text).toContain('View 1,234 jobs');
});

it('delivers a new number in each path, changes no other guide, and rebuilds nothing', async () => {
  // Cached by the fast path.
  for (let turn = 0; turn < 3; turn += 1) await get('counted');
  const before = { counted: await get('counted'), other: await get('other'), rebuilds: rebuilds() };
  setCount(({ article }) => (article.slug === 'counted' ? 1300 : 5));
  await countAfter(61 * MINUTE);
  const counted = await get('counted', { 'If-None-Match': before.counted.headers.etag });
  expect([counted.status, listingOf(counted)]).toEqual([200, ['View 1,300 jobs', 1300, expect.any(String)]]);
  const other = await get('other', { 'If-None-Match': before.other.headers.etag });
  expect(other.status).toBe(304);
  expect(rebuilds()).toBe(before.rebuilds);
  expect(counted.body.data.updatedAt).toBe(before.counted.body.data.updatedAt);
  const { body } = await guides.request.post('/graphql').send({
    query:
      '{ careerFieldGuide(slug: "counted", locale: "en") { sections { ... on CareerFieldGuideJobsListingSection { count } } } }',
  });
  expect(body.errors).toBeUndefined();
  expect(body.data.careerFieldGuide.sections).toContainEqual({ count: 1300 });
});

it('counts no guide twice within the interval', async () => {
  let calls = 0;
  setCount(() => {
    calls += 1;
    return 7;
  });
  await countAfter(30 * MINUTE);
  expect(calls).toBe(0);
});

it('leaves the number out where the site does not know it', async () => {
  setCount(() => null);
  await countAfter(61 * MINUTE);
  expect(listingOf(await get('counted'))).toEqual(['View jobs', null, null]);
});

describe('a function that fails', () => {
  it.each<[string, Count, RegExp]>([
    ['throws', () => Promise.reject(new Error('Job board: 503')), /^Job board: 503$/],
    ['does not respond', () => wait(5000), /did not respond within 1 s/],
    ['returns no number', () => '12', /returned 12, not a number/],
    ['returns less than nothing', () => -1, /returned -1/],
  ])('that %s leaves the last number in place, and the panel says why', async (_how, fail, message) => {
    setCount(() => 42);
    await countAfter(61 * MINUTE);
    const before = await get('counted');
    setCount(fail);
    await countAfter(61 * MINUTE);
    const after = await get('counted');
    expect(after.headers.etag).toBe(before.headers.etag);
    const token = await signInAsAdministrator(guides);
    const { body } = await guides.request
      .get('/career-field/vacancies')
      .query({ article: after.body.data.documentId, locale: 'en' })
      .set('Authorization', token);
    expect(body.data).toEqual({
      isOn: true,
      count: 42,
      countedAt: expect.any(String),
      failure: expect.stringMatching(message),
    });
  });

  it('no longer shows a number that is too old', async () => {
    setCount(() => Promise.reject(new Error('down')));
    await countAfter(3 * DAY);
    expect(listingOf(await get('counted'))).toEqual(['View jobs', null, null]);
  });

  it('pauses after some failures in a row, twice as long each time, and says so to administrators', async () => {
    for (let number = 0; number < 9; number += 1) await guides.publish(`more-${number}`, { jobs });
    await guides.strapi.plugin('career-field').service('guides').settled();
    let calls = 0;
    setCount(() => {
      calls += 1;
      throw new Error('down');
    });
    await countAfter(2 * DAY);
    // Four run together.
    expect(calls).toBe(8);
    const token = await signInAsAdministrator(guides);
    const { body } = await guides.request.get('/career-field/vacancies/status').set('Authorization', token);
    expect(body.data).toMatchObject({
      isOn: true,
      isPaused: true,
      nextRunAt: new Date(time + 120 * MINUTE).toISOString(),
    });
    expect(body.data.failures[0]).toMatchObject({ locale: 'en', message: 'down' });
    const requested = await guides.request
      .post('/career-field/vacancies/status')
      .set('Authorization', token)
      .send({});
    expect(requested.body.data.nextRunAt).toBeNull();
  });
});

it('keeps the numbers over a restart, and forgets those of articles that are not published', async () => {
  setCount(({ article }) => (article.slug === 'counted' ? 77 : 8));
  await countAfter(2 * DAY);
  const { body } = await get('other');
  await guides.stop();
  guides = await site.start();
  expect(listingOf(await get('counted'))).toEqual(['View 77 jobs', 77, expect.any(String)]);
  await guides.unpublish(body.data.documentId);
  await guides.strapi.plugin('career-field').service('guides').settled();
  setCount(() => 78);
  await countAfter(2 * DAY);
  const left = await guides.strapi.db
    .query('plugin::career-field.vacancy-count')
    .findMany({ where: { article: body.data.documentId } });
  expect(left).toEqual([]);
});

it('is due every minute', () => {
  const { jobs: timed } = guides.strapi.cron as unknown as { jobs: { name: string; options: object }[] };
  expect(timed.find(({ name }) => name === 'career-field vacancies')?.options).toEqual({ rule: '* * * * *' });
});
