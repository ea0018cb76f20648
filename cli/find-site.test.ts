import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkIsSite, describeMissingPlugin, isVersionInRange, loadStrapi } from './find-site';
import { checkLocales } from './locales';
import { siteFailure } from './site-failure';

describe('the place', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'career-field-'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const write = (file: string, content: unknown): void => {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, JSON.stringify(content));
  };

  const writeSite = (folder: string): void => {
    write(path.join(folder, 'package.json'), { dependencies: { '@strapi/strapi': '5.54.0' } });
    write(path.join(folder, 'config/server.json'), {});
  };

  it('is a site with Strapi and a config', () => {
    writeSite('.');
    expect(() => checkIsSite(root)).not.toThrow();
  });

  it('is none without them, which is said', () => {
    expect(() => checkIsSite(root)).toThrow(
      /^This folder is not a Strapi site\. Run the command in the folder /
    );
    write('package.json', { devDependencies: { '@strapi/strapi': '5.54.0' } });
    expect(() => checkIsSite(root)).toThrow('This folder is not a Strapi site.');
  });

  it('names the site that it lies in, or that lies in it', () => {
    writeSite('site');
    const inside = path.join(root, 'site/src/api');
    mkdirSync(inside, { recursive: true });
    const site = path.join(root, 'site');
    expect(() => checkIsSite(inside)).toThrow(
      `${site} is. Run the command there: cd ${path.join('..', '..')}`
    );
    expect(() => checkIsSite(root)).toThrow(`${site} is. Run the command there: cd site`);
  });

  it('needs its packages', () => {
    writeSite('.');
    expect(() => loadStrapi(root)).toThrow("The site's packages are not installed.");
  });

  it('needs a Strapi that the plugin works with', () => {
    writeSite('.');
    write('node_modules/@strapi/strapi/package.json', { version: '5.12.1', main: 'index.json' });
    write('node_modules/@strapi/strapi/index.json', {});
    expect(() => loadStrapi(root)).toThrow(
      /^The site has Strapi 5\.12\.1, but the plugin needs Strapi 5, at least 5\.54\.0/
    );
  });

  it('says whether the plugin is missing or turned off', () => {
    writeSite('.');
    expect(describeMissingPlugin(root)).toContain('npm install strapi-plugin-career-field');
    write('package.json', { dependencies: { 'strapi-plugin-career-field': '1.0.0' } });
    expect(describeMissingPlugin(root)).toContain('is installed, but not enabled');
  });
});

it.each([
  ['5.54.0', true],
  ['5.54.3', true],
  ['5.60.1', true],
  ['5.55.0-beta.1', true],
  ['5.53.9', false],
  ['4.99.0', false],
  ['6.0.0', false],
])('knows whether Strapi %s is one of ^5.54.0', (version, isInRange) => {
  expect(isVersionInRange(version, '^5.54.0')).toBe(isInRange);
});

describe('a language', () => {
  const known = ['de', 'en', 'pt', 'pt-BR'];

  it('may be any of the site', () => {
    expect(() => checkLocales(['de', 'pt-BR'], known)).not.toThrow();
    expect(() => checkLocales([], known)).not.toThrow();
  });

  it.each([
    ['DE', 'de'],
    ['de-AT', 'de'],
    ['pt_br', 'pt-BR'],
    ['eng', 'en'],
    ['dt', 'de'],
  ])('%s is not one, but %s is', (code, nearest) => {
    expect(() => checkLocales(['de', code], known)).toThrow(
      `The site has no locale "${code}". Did you mean "${nearest}"? It has: de, en, pt, pt-BR.`
    );
  });

  it('may be like none', () => {
    expect(() => checkLocales(['fr'], known)).toThrow(
      'The site has no locale "fr". It has: de, en, pt, pt-BR.'
    );
  });
});

describe('a site that does not start', () => {
  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'],
    ['28P01', 'password authentication failed for user "strapi"'],
    ['ER_BAD_DB_ERROR', "Unknown database 'guides'"],
    ['SQLITE_CANTOPEN', 'unable to open database file'],
  ])('has no database (%s)', (code, message) => {
    const failure = siteFailure(Object.assign(new Error(message), { code }));
    expect(failure.message).toContain(`The site's database cannot be reached: ${message}\n`);
  });

  it('tells the reason that each address of a host has of its own', () => {
    const reasons = ['::1', '127.0.0.1'].map((address) => new Error(`connect ECONNREFUSED ${address}:5432`));
    const failure = siteFailure(Object.assign(new AggregateError(reasons), { code: 'ECONNREFUSED' }));
    expect(failure.message).toContain('cannot be reached: connect ECONNREFUSED ::1:5432\n');
  });

  it('says what was wrong with it', () => {
    const failure = siteFailure(new Error('Error regarding career-field config: "seed" is "always"'));
    expect(failure.message).toContain('The site does not start: Error regarding career-field config');
  });
});
