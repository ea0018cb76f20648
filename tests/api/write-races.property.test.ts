import { allowPublic } from '../support/permissions';
import { createCategory } from '../support/articles';
import { createSite, uid, type Site } from '../support/site';
import { serveInProcess, type ServingProcess } from '../support/site-process';

/*
 * Concurrent writes of two processes. None may end a process or get 500: a document that another writer has deleted is
 * 404, and two writes that would deadlock run one after the other.
 */

/** How often each pair of writes runs: 200 times in `npm run test:property`. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 3);

// A round is a dozen writes.
jest.setTimeout(240_000 + ROUNDS * 15_000);

const PERSON = { email: 'editor@races.example', password: 'Races-2026-abc' };

let site: Site;
let processes: [ServingProcess, ServingProcess];
let tokens: [string, string];
let category: string;
let count = 0;

interface Sent {
  status: number;
  body: { data?: { documentId: string }; error?: { message: string } };
}

const send = async (side: 0 | 1, method: string, path: string, content?: unknown): Promise<Sent> => {
  const isAdmin = path.startsWith('/content-manager');
  const response = await fetch(`${processes[side].origin}${path}`, {
    method,
    headers: {
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(isAdmin ? { authorization: `Bearer ${tokens[side]}` } : {}),
    },
    ...(content === undefined ? {} : { body: JSON.stringify(content) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? (JSON.parse(text) as Sent['body']) : {} };
};

const ARTICLES = '/api/career-field/articles';
const ADMIN = `/content-manager/collection-types/${uid('article')}`;

const createArticle = async (related: string[] = []): Promise<string> => {
  count += 1;
  const { status, body } = await send(0, 'POST', `${ARTICLES}?locale=en`, {
    data: { title: `Article ${count}`, slug: `article-${count}`, lead: 'A lead', category, related },
  });
  expect([status, body.error]).toEqual([201, undefined]);
  return body.data!.documentId;
};

const publishByApi = (side: 0 | 1, id: string): Promise<Sent> =>
  send(side, 'PUT', `${ARTICLES}/${id}?locale=en&status=published`, {
    data: { lead: `Lead ${Math.random()}` },
  });

const publishByAdmin = (side: 0 | 1, id: string): Promise<Sent> =>
  send(side, 'POST', `${ADMIN}/${id}/actions/publish?locale=en`, {
    lead: `Lead ${Math.random()}`,
    locale: 'en',
  });

/** Expects that both processes still run: a process that ends is not restarted. */
const expectAlive = async (): Promise<void> => {
  for (const { origin } of processes) {
    const response = await fetch(`${origin}/_health`).catch((error: Error) => error);
    expect(response).toMatchObject({ status: 204 });
  }
};

/** Runs all rounds, and counts the statuses that they returned: `200 404: 3`. */
const race = async (round: () => Promise<Sent[]>): Promise<Record<string, number>> => {
  const outcomes: Record<string, number> = {};
  for (let each = 0; each < ROUNDS; each += 1) {
    const sent = await round();
    for (const { status, body } of sent) {
      if (status < 500) continue;
      throw new Error(
        `A write got ${status}: ${JSON.stringify(body)} ${processes.map(({ output }) => output()).join()}`
      );
    }
    const outcome = sent.map(({ status }) => status).join(' ');
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  await expectAlive();
  console.info(`${site.database.client}, ${ROUNDS} rounds: ${JSON.stringify(outcomes)}`);
  return outcomes;
};

const login = async ({ origin }: ServingProcess): Promise<string> => {
  const response = await fetch(`${origin}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(PERSON),
  });
  return ((await response.json()) as { data: { token: string } }).data.token;
};

/** Before each test, since a session of the admin panel ends after half an hour. */
const logIn = async (): Promise<void> => {
  tokens = [await login(processes[0]), await login(processes[1])];
};

beforeEach(logIn);

beforeAll(async () => {
  site = await createSite();
  const { strapi, stop } = await site.start();
  category = await createCategory(strapi, 'field');
  await allowPublic(
    strapi,
    ['create', 'update', 'delete'].map((action) => `plugin::career-field.article.${action}`)
  );
  await allowPublic(strapi, ['plugin::career-field.category.delete', 'plugin::career-field.category.find']);
  const role = await strapi.service('admin::role').getSuperAdmin();
  await strapi.service('admin::user').create({
    ...PERSON,
    firstname: 'Two',
    lastname: 'Processes',
    isActive: true,
    roles: [role.id],
  });
  await stop();
  processes = await Promise.all([serveInProcess(site), serveInProcess(site)]);
});

afterAll(async () => {
  for (const each of processes ?? []) await each.stop();
  await site?.remove();
});

it('responds with 200 or 404 to publishing an article that another process deletes', async () => {
  const outcomes = await race(async () => {
    const id = await createArticle();
    await publishByApi(0, id);
    return Promise.all([publishByApi(0, id), send(1, 'DELETE', `${ARTICLES}/${id}`)]);
  });
  for (const outcome of Object.keys(outcomes)) expect(['200 204', '404 204']).toContain(outcome);
});

it('does so in the admin panel', async () => {
  const outcomes = await race(async () => {
    const id = await createArticle();
    await publishByAdmin(0, id);
    return Promise.all([publishByAdmin(0, id), send(1, 'DELETE', `${ADMIN}/${id}?locale=*`)]);
  });
  for (const outcome of Object.keys(outcomes)) expect(['200 200', '404 200']).toContain(outcome);
});

it('publishes articles that reference each other, by two editors at once', async () => {
  const outcomes = await race(async () => {
    const one = await createArticle();
    const other = await createArticle([one]);
    await send(0, 'PUT', `${ARTICLES}/${one}?locale=en`, { data: { related: [other] } });
    for (const id of [one, other]) await publishByAdmin(0, id);
    return Promise.all([
      publishByAdmin(0, one),
      publishByAdmin(1, other),
      publishByApi(1, one),
      publishByApi(0, other),
    ]);
  });
  expect(Object.keys(outcomes)).toEqual(['200 200 200 200']);
});

it('publishes two selections at once that have the same articles in another order', async () => {
  const outcomes = await race(async () => {
    const one = await createArticle();
    const other = await createArticle([one]);
    const bulk = (side: 0 | 1, documentIds: string[]) =>
      send(side, 'POST', `${ADMIN}/actions/bulkPublish?locale=en`, { documentIds, locale: 'en' });
    return Promise.all([bulk(0, [one, other]), bulk(1, [other, one])]);
  });
  expect(Object.keys(outcomes)).toEqual(['200 200']);
});

it('deletes a category while an article of it is published', async () => {
  const outcomes = await race(async () => {
    const created = await send(0, 'POST', `${ADMIN.replace('article', 'category')}?locale=en`, {
      name: `Category ${count}`,
      slug: `category-${count}`,
    });
    expect(created.status).toBe(201);
    const own = created.body.data!.documentId;
    const id = await createArticle();
    await send(0, 'PUT', `${ARTICLES}/${id}?locale=en`, { data: { category: own } });
    return Promise.all([publishByApi(0, id), send(1, 'DELETE', `/api/career-field/categories/${own}`)]);
  });
  // Without its category the article cannot be published.
  for (const outcome of Object.keys(outcomes)) expect(['200 204', '400 204']).toContain(outcome);
});
