'use strict';

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
 * Files about what no database has a part in, and three that take long and put their questions through Strapi's queries,
 * which `guides`, `guides-read-model`, `plan` and `seeding` put to every database. They are left out where the suite runs
 * on another one than SQLite.
 */
const ON_ANY_DATABASE = [
  'client',
  'guest',
  'guide-assemble',
  'guides-access',
  'guides-fast-lane',
  'guides-graphql',
  'guides-graphql-fields',
  'guides-http',
  'guides-openapi',
  'guides-safety',
  'guides-stats',
  'guides-way',
  'json-schema',
  'limits',
  'own-type-import',
  'plan.property',
  'public-read',
];

const isOnSqlite = (process.env.DATABASE_CLIENT ?? 'sqlite') === 'sqlite';

/** Unit tests stand beside the code that they test; those of a whole folder of data have a folder of their own. */
const UNIT_TESTS = ['server/src', 'content-types', 'texts', 'admin/src', 'cli', 'client/src', 'tests/unit'];

/** Files that start Strapi look the same to jest; only their path differs. */
const project = (name) => ({
  ...shared,
  ...(['unit', 'package-managers'].includes(name) ? {} : startsStrapi),
  displayName: name,
  testMatch: (name === 'unit' ? UNIT_TESTS : [`tests/${name}`]).map(
    (folder) => `<rootDir>/${folder}/**/*.test.ts`
  ),
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(isOnSqlite
      ? []
      : [
          `<rootDir>/tests/api/(${ON_ANY_DATABASE.map((name) => name.replace('.', '\\.')).join('|')})\\.test\\.ts$`,
        ]),
  ],
});

module.exports = {
  // A Strapi with a database takes its time, on a busy machine more.
  testTimeout: 240_000,
  // Both cores of a small machine: most of the time goes into starting Strapi, which is work for one.
  maxWorkers: 2,
  // A Strapi that was destroyed leaves some 30 MB behind; in a process that has started a hundred of them little else is
  // done than collecting garbage. The next file gets a new one.
  workerIdleMemoryLimit: '600MB',
  projects: ['unit', 'api', 'install', 'browser', 'package-managers'].map(project),
};
