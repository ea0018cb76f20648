import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signInAsAdministrator } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';

/** Links of published guides: found in all fields, checked on a server of this test, and shown to editors. */

const DAY = 86_400_000;

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let server: Server;
let origin: string;
let requests: string[] = [];
const userAgents = new Set<string>();
/** Paths that are not found. */
const missing = new Set<string>();
/** Of the clock that the checks are given. */
let time = Date.parse('2026-11-01T08:00:00.000Z');
let authorization: string;

/** Only what is passed to the function makes it connect to this machine. */
const network = {
  resolve: async (): Promise<string[]> => ['127.0.0.1'],
  isAllowed: (address: string): boolean => address === '127.0.0.1',
};

/** Checks what is due once so much time has passed. @returns the requests, in the order of their addresses */
const checkAfter = async (ms: number, options: object = {}): Promise<string[]> => {
  time += ms;
  requests = [];
  await guides.strapi.plugin('career-field').service('guides').settled();
  await guides.strapi
    .plugin('career-field')
    .service('links')
    .check({ now: () => new Date(time), network, pauseMs: 0, ...options });
  return requests.sort();
};

const admin = async (path: string, query: object = {}) => {
  const { body } = await guides.request
    .get(`/career-field/${path}`)
    .query(query)
    .set('Authorization', authorization);
  return body;
};

const stored = async (): Promise<string[]> =>
  (
    (await guides.strapi.db
      .query('plugin::career-field.checked-link' as never)
      .findMany({ orderBy: 'address' })) as { address: string }[]
  ).map(({ address }) => address.replace(/^http:\/\/([a-z]+)\.example:\d+/, '$1'));

const url = (host: string, path: string): string => `http://${host}.example:${origin}${path}`;

const linkTo = (address: string): object[] => [
  {
    type: 'paragraph',
    children: [{ type: 'link', url: address, children: [{ type: 'text', text: 'More' }] }],
  },
];

const openPoints = async (values: object): Promise<{ field: string; message: string }[]> => {
  const { body } = await guides.request
    .post('/career-field/drafts/inspect')
    .set('Authorization', authorization)
    .send({ locale: 'en', values, view: 'overview' });
  return body.data.overview.openPoints.filter(({ message }: { message: string | null }) =>
    message?.startsWith('Link does not answer')
  );
};

/** Starts the site without the task of each minute, which has another clock and network. */
const start = async (config: object): Promise<void> => {
  guides = await site.start(config);
  guides.strapi.cron.remove('career-field links');
  authorization = await signInAsAdministrator(guides);
};

beforeAll(async () => {
  server = createServer(({ method, url: path, headers }, response) => {
    requests.push(`${method} ${headers.host?.split('.')[0]}${path}`);
    userAgents.add(String(headers['user-agent']));
    response.writeHead(missing.has(String(path)) ? 404 : 200).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = String((server.address() as AddressInfo).port);
  site = await createGuideSite();
  await start({ links: { check: true }, site: { url: 'https://portal.example' } });
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
  server.closeAllConnections();
  server.close();
});

it('requests each address of published guides once, wherever it is', async () => {
  const employer = await guides.strapi.documents(uid('employer')).create({
    locale: 'en',
    data: { name: 'Acme', slug: 'acme', website: url('acme', '/') } as never,
  });
  await guides.publish('one', {
    sources: [
      { label: 'A', url: url('a', '/source#part') },
      { label: 'Own page', url: '/imprint' },
    ],
    definition: { heading: 'What?', body: linkTo(url('a', '/text')) },
    employers: { heading: 'Who?', employers: [employer.documentId] },
    sections: [
      {
        __component: 'career-field.facts-section',
        heading: 'Facts',
        facts: [{ label: 'B', value: '1', sourceUrl: url('b', '/fact') }],
      },
    ],
    seo: { canonicalUrl: 'mailto:a@example.org' },
  });
  await guides.publish('two', { sources: [{ label: 'A', url: url('a', '/source') }] });
  await guides.strapi.documents(uid('article')).create({
    locale: 'en',
    data: { title: 'Draft', slug: 'draft', sources: [{ label: 'D', url: url('d', '/') }] } as never,
  });
  const addresses = ['a/source', 'a/text', 'acme/', 'b/fact'];
  expect(await checkAfter(0)).toEqual(addresses.map((each) => `HEAD ${each}`));
  expect(await stored()).toEqual(addresses);
  expect([...userAgents]).toEqual([
    expect.stringMatching(/^strapi-plugin-career-field\/\S+ \(link check; \+https:\/\/portal\.example\)$/),
  ]);
});

it('requests nothing again before it is due', async () => {
  expect(await checkAfter(6 * DAY)).toEqual([]);
  expect(await checkAfter(DAY)).toHaveLength(4);
});

it('counts a link as broken after failures on two days, and tells editors', async () => {
  missing.add('/source').add('/text');
  await checkAfter(7 * DAY);
  expect((await admin('overview/needs')).data.links).toEqual({ all: 0, mine: 0 });
  const values = {
    title: 'One',
    slug: 'one',
    sources: [
      { label: 'A', url: url('a', '/fine') },
      { label: 'A', url: url('a', '/source') },
    ],
    definition: { heading: 'What?', body: linkTo(url('a', '/text')) },
  };
  expect(await openPoints(values)).toEqual([]);
  await checkAfter(DAY);
  expect(
    (await openPoints(values)).map(({ field, message }) => [field, message.replace(/:\d+/, '')])
  ).toEqual([
    ['definition.body', expect.stringContaining('a.example/text')],
    [
      'sources.1.url',
      'Link does not answer: http://a.example/source – the page does not exist any more (error 404), since Nov 15, 2026.',
    ],
  ]);
  expect((await admin('overview/needs')).data.links).toEqual({ all: 2, mine: 0 });
  const overview = await admin('overview', { links: 'broken' });
  expect(overview.data.map(({ title }: { title: string }) => title)).toHaveLength(2);
  expect(overview.meta.checksLinks).toBe(true);
  expect((await admin('overview', { links: 'broken', locale: 'de' })).data).toEqual([]);
  expect((await admin('links/status')).data).toMatchObject({
    isOn: true,
    everyDays: 7,
    links: 4,
    broken: 2,
    lastCheckedAt: new Date(time).toISOString(),
    brokenLinks: [{ result: '404', since: '2026-11-15', locale: 'en' }, { result: '404' }],
  });
});

it('leaves a broken link on the page', async () => {
  const { body } = await guides.get('/guides/one');
  expect(body.data.sources[0].url).toContain('/source');
});

it('goes on over a restart, and an answer makes a link whole again', async () => {
  await guides.stop();
  await start({ links: { check: true } });
  missing.clear();
  expect(await checkAfter(DAY)).toEqual(['HEAD a/source', 'HEAD a/text']);
  expect((await admin('overview/needs')).data.links).toEqual({ all: 0, mine: 0 });
});

it('forgets addresses that no guide uses any more', async () => {
  const { body } = await guides.get('/guides/one');
  await guides.unpublish(body.data.documentId);
  await checkAfter(0);
  expect(await stored()).toEqual(['a/source']);
});

it('stops in the middle, and does the rest the next time', async () => {
  await guides.publish('many', {
    sources: [1, 2, 3].map((number) => ({ label: 'A', url: url('many', `/${number}`) })),
  });
  const stop = new AbortController();
  const interrupted = {
    ...network,
    resolve: async () => {
      if (requests.length === 1) stop.abort();
      return network.resolve();
    },
  };
  expect(await checkAfter(0, { network: interrupted, signal: stop.signal })).toHaveLength(1);
  expect(await checkAfter(0)).toHaveLength(2);
});

it('stores nothing while the server itself has no connection, and pauses', async () => {
  await guides.publish('hosts', {
    sources: ['x', 'y', 'z'].map((host) => ({ label: 'A', url: url(host, '/') })),
  });
  let tries = 0;
  const offline = {
    ...network,
    resolve: async () => {
      tries += 1;
      return [];
    },
  };
  await checkAfter(0, { network: offline });
  expect(tries).toBe(3);
  expect(await checkAfter(60_000)).toEqual([]);
  expect(await checkAfter(3_600_000)).toEqual(['HEAD x/', 'HEAD y/', 'HEAD z/']);
});

it('makes all links due for who may change settings', async () => {
  const post = () =>
    guides.request.post('/career-field/links/status').set('Authorization', authorization).send({});
  const before = (await admin('links/status')).data;
  // The clock of the checks is behind that of the site.
  time = Date.now();
  await checkAfter(0);
  expect((await admin('links/status')).data).toMatchObject({ due: 0, links: before.links });
  expect((await post()).body.data).toMatchObject({ due: before.links });
  expect((await guides.request.post('/career-field/links/status').send({})).status).toBe(401);
});

it('connects to no server of this network by itself', async () => {
  time += 30 * DAY;
  requests = [];
  await guides.publish('inside', {
    sources: [
      { label: 'A', url: `http://127.0.0.1:${origin}/` },
      { label: 'B', url: `http://[::1]:${origin}/` },
    ],
  });
  await checkAfter(0, { network: undefined });
  expect(requests).toEqual([]);
});

it('requests nothing where the site does not want it', async () => {
  await guides.stop();
  await start({});
  expect(await checkAfter(30 * DAY)).toEqual([]);
  expect((await admin('links/status')).data).toMatchObject({ isOn: false, links: 0 });
  expect((await admin('overview/needs')).data.links).toBeUndefined();
});
