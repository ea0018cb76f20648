import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { StrapiModule } from '../find-site';
import { compileSite } from './compile-site';
import { loadReadOnly } from './read-only-site';
import { isBusy, startSite } from './start-site';

/** What the functions use of Strapi, without what a test takes away. */
const strapiWith = (members: object): Core.Strapi => members as unknown as Core.Strapi;

const client = { acquireRawConnection: async () => ({}), connectionSettings: {} };

describe('read-only-site', () => {
  const site = (members: object): Core.Strapi =>
    strapiWith({
      db: { connection: { client }, dialect: { client: 'sqlite' } },
      register: async () => {},
      get: () => new Map(),
      ...members,
    });

  it('ends with an error when Strapi does not stop at the hook', async () => {
    const without = site({ bootstrap: async () => {} });
    await expect(loadReadOnly(without, () => {})).rejects.toThrow('This version of Strapi is not supported');
  });

  it('ends with an error before it connects when Knex has another client', async () => {
    const without = site({ db: { connection: { client: {} } }, bootstrap: async () => {} });
    await expect(loadReadOnly(without, () => {})).rejects.toThrow(/undefined/);
  });
});

describe('start-site', () => {
  it('ends with an error before a table is changed when Strapi cannot be started in steps', async () => {
    const started: string[] = [];
    const site = {
      config: { set: () => {} },
      bootstrap: async () => void started.push('bootstrap'),
    };
    await expect(startSite(strapiWith(site), () => {})).rejects.toThrow('register is not a function');
    const check = () => {
      throw new Error('no plugin');
    };
    const register = async () => void started.push('register');
    await expect(startSite(strapiWith({ ...site, register }), check)).rejects.toThrow('no plugin');
    expect(started).toEqual(['register']);
  });

  it('counts a missing pool, and a missing or another runner of webhooks, as idle', () => {
    const pool = { numUsed: () => 0, numPendingAcquires: () => 1 };
    const site = (knex: object, runner?: object): Core.Strapi =>
      strapiWith({
        db: { connection: { client: knex } },
        has: () => runner !== undefined,
        get: () => runner,
      });
    expect(isBusy(site({ pool }))).toBe(true);
    expect(isBusy(site({}, { queue: { running: 1 } }))).toBe(true);
    expect([isBusy(site({})), isBusy(site({}, {}))]).toEqual([false, false]);
  });
});

describe('compile-site', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'career-field-site-'));
    writeFileSync(path.join(folder, 'tsconfig.json'), '{}');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('names the package that is missing', async () => {
    // Node's message, or that of the module loader of the tests.
    await expect(compileSite(folder, {} as StrapiModule)).rejects.toThrow(
      /Cannot (find|resolve) module '@strapi\/strapi\/package\.json'/
    );
  });

  it('compiles nothing where there is no TypeScript', async () => {
    rmSync(path.join(folder, 'tsconfig.json'));
    expect(await compileSite(folder, {} as StrapiModule)).toEqual({ appDir: folder, distDir: folder });
  });
});
