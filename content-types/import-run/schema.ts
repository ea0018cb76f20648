import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * An import that has written something: who, when, what. Its documents are those whose `seed-record` names it, and the
 * articles whose history does. Nobody sees this type.
 */
export const importRun = {
  kind: 'collectionType',
  collectionName: 'career_field_import_runs',
  info: {
    singularName: 'import-run',
    pluralName: 'import-runs',
    displayName: 'Career import run',
    description: 'The last imports, for the page of imports.',
  },
  ...hidden,
  attributes: {
    // ISO 8601. An import that was interrupted has no end.
    startedAt: { type: 'string', required: true },
    finishedAt: { type: 'string' },
    // `command` is the command line and the site's own code, `bootstrap` a first start with the option `seed`.
    origin: { type: 'enumeration', enum: ['admin', 'command', 'bootstrap'], required: true },
    person: { type: 'relation', relation: 'oneToOne', target: 'admin::user', useJoinTable: false },
    // The name at that time.
    name: { type: 'string' },
    // The names of the files, or of the folder; empty for the shipped guides.
    source: { type: 'string' },
    // How many documents, each language by itself, were created, updated, left as they were, kept, or failed.
    counts: { type: 'json' },
  },
} as const satisfies ContentTypeSchema;
