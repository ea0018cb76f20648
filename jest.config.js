'use strict';

const shared = {
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

/** Files that start Strapi look the same to jest; only their place differs. */
const project = (name) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
});

module.exports = {
  // A Strapi with a database takes its time, on a busy machine more.
  testTimeout: 240_000,
  // Both cores of a small machine: most of the time goes into starting Strapi, which is work for one.
  maxWorkers: 2,
  projects: ['unit', 'api', 'install', 'browser'].map(project),
};
