'use strict';

const { existsSync } = require('node:fs');

const shared = {
  // Sites of tests come and go there, while jest looks for packages.
  modulePathIgnorePatterns: ['<rootDir>/.tmp/'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        module: { type: 'commonjs', ignoreDynamic: true },
        jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } },
      },
    ],
  },
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json', 'node'],
};

const startsStrapi = {
  testEnvironment: '<rootDir>/tests/support/strapi-environment.js',
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
};

/**
 * The files of `tests/api` that run on every database: what they test writes SQL of our own, reads the schema of the
 * database, or depends on the database's locks and errors. `guides` and `round-trip` are the smoke tests of delivery and of
 * import and export. All other files go through Strapi's queries only, and run on SQLite.
 */
const ON_EVERY_DATABASE = [
  'bulk',
  'category-cycles',
  'commands-that-only-read',
  'documents',
  'editorial',
  'guides',
  'guides-failures',
  'guides-outage',
  'guides-read-model',
  'history',
  'links',
  'merges',
  'publication-dates',
  'queries.property',
  'read-model-races',
  'round-trip',
  'schedule',
  'shared-relations-races',
  'shared-relations.property',
  'slugs',
  'successors',
  'tables',
  'uninstall',
  'vacancies',
  'versions',
  'write-races.property',
];

const isOnSqlite = (process.env.DATABASE_CLIENT ?? 'sqlite') === 'sqlite';

/** Unit tests stand beside the code that they test; those of a whole folder of data have a folder of their own. */
const UNIT_TESTS = ['server/src', 'content-types', 'texts', 'admin/src', 'cli', 'client/src', 'tests/unit'];

const fileOf = (name) => `<rootDir>/tests/api/${name}.test.ts`;

/** A file that was renamed would otherwise lose its databases without a word. */
const missing = ON_EVERY_DATABASE.filter((name) => !existsSync(fileOf(name).replace('<rootDir>', __dirname)));
if (missing.length > 0)
  throw new Error(`jest.config.js names files that do not exist: ${missing.join(', ')}`);

const testMatchOf = (name) => {
  if (name === 'api' && !isOnSqlite && process.env.ALL_FILES !== 'true') return ON_EVERY_DATABASE.map(fileOf);
  const folders = name === 'unit' ? UNIT_TESTS : [`tests/${name}`];
  return folders.map((folder) => `<rootDir>/${folder}/**/*.test.ts`);
};

/** Files that start Strapi look the same to jest; only their path differs. */
const project = (name) => ({
  ...shared,
  ...(['unit', 'package-managers'].includes(name) ? {} : startsStrapi),
  displayName: name,
  testMatch: testMatchOf(name),
});

module.exports = {
  // Starting Strapi with a database is slow, more so on a busy machine.
  testTimeout: 240_000,
  // Both cores of a small machine: most of the time goes into starting Strapi, which is work for one.
  maxWorkers: 2,
  // A large heap takes long to collect. The next file gets a new process.
  workerIdleMemoryLimit: '600MB',
  projects: ['unit', 'api', 'install', 'browser', 'package-managers'].map(project),
};
