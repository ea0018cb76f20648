import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import { createCategory } from '../support/articles';
import { createReader, listen, DEFAULT_PATH, type Reader } from '../support/raw-http';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { serveInProcess, type ServingProcess } from '../support/site-process';
import { createHistory, readDuring, versionOf, versionsIn, type ReadRequest } from '../support/versions';

/** Two processes that serve one site and share only its database. */

const PLUGINS = `module.exports = () => ({
  'career-field': {
    enabled: true,
    config: { publicRead: true, fastLane: true, site: { url: 'https://portal.example' } },
  },
  graphql: { enabled: false },
  'users-permissions': { config: { jwtSecret: 'secret' } },
});`;

/** After so many milliseconds responses include a write of the other process: `cache.maxStaleMs`. */
const PROMISED_MS = 1000;

/** How long a response itself may take on a busy machine, in milliseconds. */
const LIMIT_MS = 10_000;

const SLUG = 'stetig';
/** The headers of a request on the fast path, and on the default path. */
const PATHS: Record<string, string>[] = [{}, DEFAULT_PATH];

const GUIDE: ReadRequest[] = ['', '?format=html', '/markdown'].map((rest) => ({
  path: `/guides/${SLUG}${rest}`,
  isGuide: true,
}));

const REQUESTS: ReadRequest[] = [
  ...GUIDE,
  { path: '/guides', isGuide: false },
  { path: '/guides?q=edition', isGuide: false },
];

type Write = (method: 'update' | 'publish' | 'unpublish', data?: object) => Promise<unknown>;

interface Side {
  name: string;
  read: Reader;
  write: Write;
}

let site: Site;
let running: RunningSite;
let strapi: Core.Strapi;
let second: ServingProcess;
let closing: (() => void)[] = [];

beforeAll(async () => {
  site = await createSite({ database: 'postgres', files: { 'config/plugins.js': PLUGINS } });
  running = await site.start();
  ({ strapi } = running);
  second = await serveInProcess(site);
});

afterAll(async () => {
  for (const close of closing) close();
  await second?.stop();
  await running?.stop();
  await site?.remove();
});

/** Creates the documents that the article references. */
const createTargets = async () => {
  const file = await strapi.db.query('plugin::upload.file').create({
    data: {
      name: 'a.png',
      hash: 'a',
      ext: '.png',
      mime: 'image/png',
      size: 1,
      url: '/a.png',
      provider: 'local',
    },
  });
  const skill = await strapi
    .documents(uid('skill'))
    .create({ locale: 'en', data: { name: 'PHP', slug: 'php' } });
  return {
    slug: SLUG,
    file: Number(file.id),
    skills: [skill.documentId],
    category: await createCategory(strapi, 'field'),
  };
};

const readerAt = (origin: string): Reader => {
  const { read, close } = createReader(origin, '/api/career-field');
  closing = [...closing, close];
  return read;
};

/** Waits until all responses of a process have a version, on the fast path and the default path. @returns milliseconds */
const untilServed = async ({ name, read }: Side, version: number | undefined): Promise<number> => {
  const started = performance.now();
  const untilResponded = async (
    { path, isGuide }: ReadRequest,
    headers: Record<string, string>
  ): Promise<void> => {
    for (;;) {
      const { status, text } = await read(path, { headers });
      const [seen] = versionsIn(text);
      if (seen === version && status === (isGuide && version === undefined ? 404 : 200)) return;
      if (performance.now() - started > LIMIT_MS) {
        throw new Error(`${name} still responds to ${path} with ${status} and the version ${seen}.`);
      }
      await wait(20);
    }
  };
  await Promise.all(REQUESTS.flatMap((request) => PATHS.map((headers) => untilResponded(request, headers))));
  return performance.now() - started;
};

it('serves in one process the versions that the other one publishes or unpublishes, complete and in order', async () => {
  const fields = await createTargets();
  const { documentId } = await strapi
    .documents(uid('article'))
    .create({ locale: 'en', status: 'published', data: versionOf(strapi, 1, fields) });
  const at = { documentId, locale: 'en' };
  const sides: [Side, Side] = [
    {
      name: 'the first process',
      read: readerAt(await listen(strapi)),
      write: (method, data) => {
        const documents = strapi.documents(uid('article'));
        if (method === 'update') return documents.update({ ...at, data } as never);
        return method === 'publish' ? documents.publish(at) : documents.unpublish(at);
      },
    },
    {
      name: 'the second process',
      read: readerAt(second.origin),
      write: (method, data) => second.write(uid('article'), method, { ...at, ...(data && { data }) }),
    },
  ];
  const history = createHistory(1, PROMISED_MS);
  const times: string[] = [];

  const write = async (allHaveRead: () => Promise<void>): Promise<void> => {
    for (const side of sides) await untilServed(side, 1);
    for (let version = 2; version <= 5; version += 1) {
      const [writer, other] = version % 2 === 0 ? sides : ([sides[1], sides[0]] as const);
      const expectServed = async (served: number | undefined): Promise<void> => {
        const took = await untilServed(other, served);
        times.push(`${served ?? 'nothing'} in ${other.name} after ${Math.round(took)} ms`);
        await allHaveRead();
      };
      if (version > 3) {
        await history.write(writer.name, undefined, () => writer.write('unpublish'));
        await expectServed(undefined);
        const feed = await other.read('/guides/changes');
        expect(JSON.parse(feed.text)).toMatchObject({
          data: [{ documentId, locale: 'en', slug: SLUG, change: 'removed' }],
        });
        expect((await other.read('/sitemap')).text).not.toContain(SLUG);
      }
      await writer.write('update', versionOf(strapi, version, fields));
      await history.write(writer.name, version, () => writer.write('publish'));
      await expectServed(version);
    }
  };

  const { problems, counts } = await readDuring(
    history,
    sides.map(({ name, read }) => ({ process: name, read, requests: REQUESTS, headers: PATHS })),
    write
  );
  console.info(times.join('\n'));
  expect(problems).toEqual([]);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
  expect(times).toHaveLength(6);
});
