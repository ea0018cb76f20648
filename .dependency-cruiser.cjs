'use strict';

/**
 * The modules from the top to the bottom. A module may import what is below it, and nothing above or beside it: see
 * "Modules" in docs/architecture.md.
 */
const LAYERS = [
  ['server/src/(index|register|bootstrap|destroy)\\.ts'],
  ['server/src/services'],
  ['server/src/content-api', 'server/src/admin-api'],
  ['server/src/maintenance'],
  ['server/src/import', 'server/src/export'],
  ['server/src/guide', 'server/src/documents'],
  ['server/src/editorial'],
  ['server/src/validation', 'server/src/rich-text'],
  ['server/src/model'],
  ['server/src/strapi-internals'],
  ['content-types', 'texts'],
];

const below = (folder) => `^${folder}${folder.endsWith('ts') ? '$' : '/'}`;

const upward = LAYERS.flatMap((layer, index) =>
  layer.map((module) => ({
    name: `order-of-modules: ${module.replace('server/src/', '')}`,
    comment: 'A module imports only what is below it.',
    severity: 'error',
    from: { path: below(module) },
    to: {
      path: [...LAYERS.slice(0, index).flat(), ...layer.filter((other) => other !== module)].map(below),
    },
  }))
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward.filter(({ to }) => to.path.length > 0),
    {
      name: 'no-cycles',
      comment: 'Files that import each other cannot be understood one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unused-files',
      comment: 'A file that no entry point reaches was forgotten: in its list, or when its last import went.',
      severity: 'error',
      from: { path: '^((server|admin|client)/src|cli)/index\\.ts$' },
      to: {
        path: '^((server|admin|client)/src|cli|texts|content-types)/.*\\.tsx?$',
        // The entry points themselves, and what only `npm run schema` uses.
        pathNot: '^((server|admin|client)/src|cli)/index\\.ts$|/migrations/stored-model\\.ts$',
        reachable: false,
      },
    },
    {
      name: 'admin-panel',
      comment: 'The admin panel shares data and types with the server, and no code.',
      severity: 'error',
      from: { path: '^admin/src/' },
      to: { path: '^(server|cli|client)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-and-command-line',
      comment: 'The client ships alone; the command line runs the plugin that the site has installed.',
      severity: 'error',
      from: { path: '^(client/src|cli)/' },
      to: {
        path: '^(server|admin|content-types)/',
        // The list of formats, from which the command line derives its help.
        pathNot: '^server/src/import/formats/index\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.test\\.ts$', '^tests/', '/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
