export type CommandName = 'seed' | 'import' | 'export' | 'validate' | 'status' | 'rebuild' | 'uninstall';
export type OptionName =
  | 'dryRun'
  | 'locale'
  | 'only'
  | 'force'
  | 'bulk'
  | 'format'
  | 'escoVersion'
  | 'escoTitleForm'
  | 'dropData'
  | 'yes'
  | 'site'
  | 'json';

interface OptionHelp {
  flags: string;
  help: string;
  /** Whether it may stand more than once, and take a list with commas. */
  isList?: boolean;
  choices?: string[];
}

export const ABOUT = {
  description:
    'Brings guides to career fields into a Strapi site and out of it. Run it in the folder of the site; it reads the ' +
    "site's own config and .env, and the site may be running meanwhile. Only validate works in any folder.",
  after: `
Examples:
  career-field seed --dry-run       what bringing in the shipped guides would change; nothing is written
  career-field seed                 brings them in; what an editor has changed or deleted is left alone
  career-field import ./guides      the same for files of your own
  career-field help seed            everything about a command

Exit code: 0 done, 1 something is not right with the files or the site, 2 wrong usage.
`,
};

export const OPTIONS: Record<OptionName, OptionHelp> = {
  dryRun: {
    flags: '--dry-run',
    help: 'shows what would be done, field by field, and writes nothing',
  },
  locale: {
    flags: '--locale <code>',
    help: 'only this language, such as de; may be given more than once, or as de,en',
    isList: true,
  },
  only: {
    flags: '--only <key>',
    help: 'only this document, such as backend or article:backend, with what it needs; may be given more than once',
    isList: true,
  },
  force: {
    flags: '--force',
    help:
      'overwrites what editors have changed, and brings back what they have deleted; with --dry-run, the plan names ' +
      'everything that would be overwritten',
  },
  bulk: {
    flags: '--bulk',
    help:
      'for large imports: writes new documents, and drafts that nobody has edited, many at a time, and skips the lifecycles, document middlewares, ' +
      'events and webhooks that Strapi would run for each; ends in the same rows',
  },
  format: {
    flags: '--format <name>',
    help: "what the files are: documents (YAML or JSON, the default) or esco (ESCO's occupations as CSV)",
    choices: ['documents', 'esco'],
  },
  escoVersion: {
    flags: '--esco-version <version>',
    help: 'the version of ESCO that the file is from, such as 1.2.0',
  },
  escoTitleForm: {
    flags: '--esco-title-form <form>',
    help: 'the title of an occupation that is named for men and women: both, neutral (Entwickler/-in) or first; default: esco.titleForm of the config',
    choices: ['both', 'neutral', 'first'],
  },
  dropData: {
    flags: '--drop-data',
    help: 'really deletes; asks first',
  },
  yes: {
    flags: '--yes',
    help: 'does not ask; needed where there is no terminal',
  },
  site: {
    flags: '--site',
    help: 'also checks what only the site in this folder knows: documents that the files reference, locales, and extensions of the content types',
  },
  json: {
    flags: '--json',
    help: 'prints one JSON document, the whole report, and nothing else',
  },
};

interface CommandHelp {
  /** For the list of commands. */
  summary: string;
  description: string;
  argument?: { name: string; help: string };
  options: OptionName[];
  examples: string[];
}

const KEPT =
  'What an editor has changed or deleted is left alone and named. Every file is checked before anything is written, ' +
  'and a second run changes nothing.';

export const COMMANDS: [CommandName, CommandHelp][] = [
  [
    'seed',
    {
      summary: 'brings in the guides that come with the plugin, or those of a folder',
      description: `Brings in the guides that come with the plugin, or those of a folder of files. ${KEPT}`,
      argument: {
        name: '[folder]',
        help: 'YAML or JSON files, one a document; the shipped guides if left out',
      },
      options: ['dryRun', 'locale', 'only', 'force', 'bulk', 'json'],
      examples: [
        'career-field seed --dry-run                         what would change',
        'career-field seed                                   the shipped guides, or those of a new release',
        'career-field seed --locale de                       only the German texts',
        "career-field seed --force --only article:backend    the file's version of one guide, whatever editors did",
      ],
    },
  ],
  [
    'import',
    {
      summary: 'brings in a file or a folder of your own, or the occupations of ESCO',
      description: `Brings in a file or a folder of your own, or the occupations of ESCO. ${KEPT}`,
      argument: { name: '<path>', help: 'a file, or a folder with files' },
      options: [
        'format',
        'escoVersion',
        'escoTitleForm',
        'dryRun',
        'locale',
        'only',
        'force',
        'bulk',
        'json',
      ],
      examples: [
        'career-field import ./guides --dry-run',
        'career-field import ./guides/articles/backend.yaml',
        'career-field import occupations_en.csv --format esco --esco-version 1.2.0 --bulk',
        'career-field import ./guides --json > report.json',
      ],
    },
  ],
  [
    'export',
    {
      summary: 'writes what the site has into files',
      description:
        'Writes what the site has into files that import and seed read: one YAML file a document, with all its ' +
        'languages, drafts and images. Nothing in the site changes.',
      argument: { name: '<folder>', help: 'where the files go; it is made if it is not there' },
      options: ['locale', 'only', 'json'],
      examples: [
        'career-field export ./guides',
        'career-field export ./guides --locale de',
        'career-field export ./guides --only article:backend,article:frontend',
      ],
    },
  ],
  [
    'validate',
    {
      summary: 'checks files without writing anything',
      description:
        'Checks files by the same rules as import, and names file, line, column and field of everything that is not ' +
        'right. It needs neither a site nor a database: references to documents outside the files are listed as not ' +
        'checked, and --site looks them up in the site. Nothing is written.',
      argument: { name: '[path]', help: 'a file, or a folder with files; the shipped guides if left out' },
      options: ['format', 'escoVersion', 'locale', 'site', 'json'],
      examples: [
        'career-field validate ./guides',
        'career-field validate ./guides --site',
        'career-field validate ./guides/articles/backend.yaml',
        'career-field validate occupations_en.csv --format esco --esco-version 1.2.0',
      ],
    },
  ],
  [
    'status',
    {
      summary: 'shows what came from files, and what editors have changed since',
      description:
        'Shows how many documents the site has, how many are as a file left them, and how many an editor has changed, ' +
        'deleted or made. Nothing is written.',
      options: ['json'],
      examples: ['career-field status', 'career-field status --json'],
    },
  ],
  [
    'rebuild',
    {
      summary: 'makes the guides that readers get anew from the articles',
      description:
        'Makes the finished guides that the delivery API serves anew from the published articles. Strapi does that by ' +
        'itself whenever something is written, and after an update of the plugin; it is for content that was written ' +
        'into the database past Strapi. Nothing that editors write changes.',
      options: ['json'],
      examples: ['career-field rebuild', 'career-field rebuild --json'],
    },
  ],
  [
    'uninstall',
    {
      summary: 'deletes everything that the plugin keeps in the database',
      description:
        'Says what the plugin keeps in the database and how it is deleted; deletes nothing unless --drop-data says so. ' +
        'Disabling the plugin or removing its package keeps every guide; export writes a copy of them into files.',
      options: ['dropData', 'yes', 'json'],
      examples: [
        'career-field uninstall                     what would be deleted',
        'career-field uninstall --drop-data         deletes it, after a question',
        'career-field uninstall --drop-data --yes   the same without a question, for scripts',
      ],
    },
  ],
];
