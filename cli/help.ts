import { FORMAT_OPTIONS, FORMATS, type FormatOptionName } from '../server/src/import/formats';

export interface OptionHelp {
  flags: string;
  help: string;
  /** Whether it can be repeated, and take a list with commas. */
  isList?: boolean;
  choices?: readonly string[];
}

export const ABOUT = {
  description:
    'Imports and exports the career-field guides of a Strapi site. Run it in the folder of the site: it reads the ' +
    "site's config and .env. The site may be running. Only validate works in any folder.",
  after: `
Examples:
  career-field seed --dry-run       shows what importing the shipped guides would change; writes nothing
  career-field seed                 imports them; keeps what an editor has changed or deleted
  career-field import ./guides      imports your own files in the same way
  career-field help seed            shows everything about a command

Exit code: 0 success, 1 a problem in the files or the site, 2 wrong usage.
`,
};

export const OPTIONS = {
  dryRun: {
    flags: '--dry-run',
    help: 'shows the changes field by field, and writes nothing',
  },
  locale: {
    flags: '--locale <code>',
    help: 'only this locale, such as de; can be repeated, or be a list: de,en',
    isList: true,
  },
  only: {
    flags: '--only <key>',
    help: 'only this document, such as backend or article:backend, and the documents it references that are missing in the site; can be repeated, or be a list',
    isList: true,
  },
  force: {
    flags: '--force',
    help:
      'overwrites what editors have changed, and restores what they have deleted; with --dry-run, the plan lists ' +
      'everything that would be overwritten',
  },
  bulk: {
    flags: '--bulk',
    help:
      'for large imports: writes the rows of new documents, and of drafts that nobody has edited, directly into the database, ' +
      'without lifecycles, document middlewares, events and webhooks; the rows are the same; runs on tested versions of Strapi only',
  },
  format: {
    flags: '--format <name>',
    help: `the format of the files: ${FORMATS.map(({ name, help }, index) => `${name} (${help}${index === 0 ? ', the default' : ''})`).join(' or ')}`,
    choices: FORMATS.map(({ name }) => name),
  },
  ...FORMAT_OPTIONS,
  dropData: {
    flags: '--drop-data',
    help: 'deletes all data of the plugin, after a confirmation',
  },
  yes: {
    flags: '--yes',
    help: 'skips the confirmation of --drop-data; required without a terminal',
  },
  site: {
    flags: '--site',
    help: 'also checks against the site in this folder: references to its documents, its locales, and extensions of the content types',
  },
  json: {
    flags: '--json',
    help: 'prints the whole report as one JSON document',
  },
} satisfies Record<string, OptionHelp>;

export type OptionName = keyof typeof OPTIONS;

const FORMAT_OPTION_NAMES = Object.keys(FORMAT_OPTIONS) as FormatOptionName[];

export interface CommandHelp {
  /** For the list of commands. */
  summary: string;
  description: string;
  argument?: { name: string; help: string };
  options: OptionName[];
  examples: string[];
}

const KEPT =
  'Keeps what an editor has changed or deleted, and lists it. Validates every file before it writes anything. ' +
  'A second run changes nothing.';

export const COMMANDS = {
  seed: {
    summary: 'imports the shipped guides, or those of a folder',
    description: `Imports the guides that the plugin ships, or those of a folder. ${KEPT}`,
    argument: {
      name: '[folder]',
      help: 'a folder of YAML or JSON files, one file per document; the shipped guides by default',
    },
    options: ['dryRun', 'locale', 'only', 'force', 'bulk', 'json'],
    examples: [
      'career-field seed --dry-run                         shows what would change',
      'career-field seed                                   imports the shipped guides, also after an upgrade',
      'career-field seed --locale de                       imports the German texts only',
      'career-field seed --force --only article:backend    overwrites one guide with the version of the file',
    ],
  },
  import: {
    summary: 'imports your own files, or the occupations of ESCO',
    description: `Imports a file or a folder of your own, or the occupations of ESCO. ${KEPT}`,
    argument: { name: '<path>', help: 'a file, or a folder with files' },
    options: ['format', ...FORMAT_OPTION_NAMES, 'dryRun', 'locale', 'only', 'force', 'bulk', 'json'],
    examples: [
      'career-field import ./guides --dry-run',
      'career-field import ./guides/articles/backend.yaml',
      'career-field import occupations_en.csv --format esco --esco-version 1.2.0 --bulk',
      'career-field import ./guides --json > report.json',
    ],
  },
  export: {
    summary: 'exports the documents of the site to files',
    description:
      'Exports the documents of the site to files that import and seed read: one YAML file per document, with all ' +
      'its locales and drafts, and the images. Changes nothing in the site.',
    argument: { name: '<folder>', help: 'the folder for the files; created if it does not exist' },
    options: ['locale', 'only', 'json'],
    examples: [
      'career-field export ./guides',
      'career-field export ./guides --locale de',
      'career-field export ./guides --only article:backend,article:frontend',
    ],
  },
  validate: {
    summary: 'validates files and writes nothing',
    description:
      'Validates files by the rules of import, and lists each issue with file, line, column and field. Needs neither a ' +
      'site nor a database: references to documents outside the files are listed as not checked; --site looks them ' +
      'up in the site. Writes nothing.',
    argument: { name: '[path]', help: 'a file, or a folder with files; the shipped guides by default' },
    options: ['format', ...FORMAT_OPTION_NAMES, 'locale', 'site', 'json'],
    examples: [
      'career-field validate ./guides',
      'career-field validate ./guides --site',
      'career-field validate ./guides/articles/backend.yaml',
      'career-field validate occupations_en.csv --format esco --esco-version 1.2.0',
    ],
  },
  status: {
    summary: 'shows which documents came from files, and what editors have changed',
    description:
      'Shows how many documents the site has, how many are unchanged since their import, and how many an editor has ' +
      'changed, deleted or created. Writes nothing.',
    options: ['json'],
    examples: ['career-field status', 'career-field status --json'],
  },
  rebuild: {
    summary: 'rebuilds the delivered guides from the articles',
    description:
      'Rebuilds the guides that the delivery API serves from the published articles. The plugin does so whenever ' +
      'content is written through Strapi, and after an upgrade; the command is for content that was written directly ' +
      'into the database. The content itself does not change.',
    options: ['json'],
    examples: ['career-field rebuild', 'career-field rebuild --json'],
  },
  uninstall: {
    summary: 'deletes all data of the plugin from the database',
    description:
      'Shows the data of the plugin in the database; deletes it only with --drop-data. Disabling the plugin or removing ' +
      'its package keeps all data; export writes a copy to files.',
    options: ['dropData', 'yes', 'json'],
    examples: [
      'career-field uninstall                     shows what would be deleted',
      'career-field uninstall --drop-data         deletes it, after a confirmation',
      'career-field uninstall --drop-data --yes   deletes it without a confirmation, for scripts',
    ],
  },
} satisfies Record<string, CommandHelp>;

export type CommandName = keyof typeof COMMANDS;
