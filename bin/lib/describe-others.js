'use strict';

const { describeFaults } = require('./describe-fault');
const { atMost, clean, counted, number } = require('./text');

/** @typedef {import('../../server/src/seeding/report').ExportReport} ExportReport */
/** @typedef {import('../../server/src/seeding/report').Status} Status */
/** @typedef {import('../../server/src/seeding/report').ValidateReport} ValidateReport */

/** @type {Record<string, [string, string]>} */
const NAMES = {
  article: ['article', 'articles'],
  category: ['category', 'categories'],
  employer: ['employer', 'employers'],
  skill: ['skill', 'skills'],
  'study-path': ['study path', 'study paths'],
};

/**
 * `3 articles, 1 category`, without what there is none of.
 *
 * @param {Partial<Record<string, number>>} documents
 */
const describeCounts = (documents) =>
  Object.entries(documents)
    .filter(([, count]) => count)
    .map(([type, count]) => counted(count ?? 0, ...(NAMES[type] ?? /** @type {const} */ ([type, type]))))
    .join(', ') || 'no documents';

/**
 * @param {ExportReport} report
 * @param {string} folder as it was typed
 * @returns {string[]}
 */
const describeExport = ({ documents, images, warnings }, folder) => [
  ...(warnings.length > 0
    ? [
        'To be looked at:',
        ...atMost(
          warnings.map((warning) => `  ${clean(warning)}`),
          100,
          '  '
        ),
        '',
      ]
    : []),
  `Wrote ${describeCounts(documents)} and ${counted(images, 'image')} to ${folder}`,
];

/** References that are listed one by one; the rest is counted, and `--json` has all of them. */
const MAX_NOT_CHECKED = 10;

/**
 * @param {ValidateReport['notChecked']} references
 * @returns {string[]}
 */
const describeNotChecked = (references) =>
  references.length === 0
    ? []
    : [
        `Not checked: ${counted(references.length, 'reference')} to documents that are not among the files. To look them up in the site, run the command there with --site.`,
        ...atMost(
          references.map(
            ({ file, line, column, path, id }) =>
              `  ${clean(file)}:${line}:${column}  ${clean(path)}: ${clean(id)}`
          ),
          MAX_NOT_CHECKED,
          '  '
        ),
        '',
      ];

/**
 * @param {ValidateReport} report
 * @returns {string[]}
 */
const describeValidation = ({ documents, faults, notChecked, notes }) =>
  faults.length === 0
    ? [
        ...notes.map(clean),
        ...describeNotChecked(notChecked),
        `${counted(documents, 'document')}, all of them right.`,
      ]
    : [
        ...notes.map(clean),
        ...describeNotChecked(notChecked),
        ...describeFaults(faults),
        '',
        `${counted(faults.length, 'fault')} in ${counted(new Set(faults.map(({ file }) => file)).size, 'file')}.`,
      ];

/**
 * Columns as wide as their widest cell; the first one is text, the others are figures.
 *
 * @param {string[][]} rows
 * @returns {string[]}
 */
const table = (rows) => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)
      )
      .join('   ')
  );
};

/**
 * @param {Status} status
 * @returns {string[]}
 */
const describeStatus = ({ types, isRunning, removed, categoryCycles, faultyGuides }) => {
  const unreadable = types.reduce((sum, row) => sum + row.unreadable, 0);
  const hasUnfinished = types.some(({ unfinished }) => unfinished > 0);
  return [
    ...table([
      ['', 'documents', 'as in file', 'edited', 'deleted', 'made by hand', 'unfinished'],
      ...types.map((row) => [
        NAMES[row.type]?.[1] ?? row.type,
        ...[row.documents, row.untouched, row.edited, row.deleted, row.madeByHand, row.unfinished].map(
          number
        ),
      ]),
    ]),
    '',
    'All but the documents are counted once for each language.',
    ...(unreadable > 0
      ? [
          `${counted(unreadable, 'language')} of documents that a later release of the plugin imported and that were written since: ` +
            'this release cannot compare them.',
        ]
      : []),
    ...(categoryCycles.length > 0
      ? [
          '',
          'Categories that lie below themselves; choose another parent for one of each line in the admin panel:',
          ...categoryCycles.map((cycle) => `  ${cycle.map(clean).join(' → ')}`),
        ]
      : []),
    ...(faultyGuides.length > 0
      ? [
          '',
          'Articles whose guide could not be built from their content; readers get the last good one, or none:',
          ...faultyGuides.map(
            ({ article, locale, reason }) => `  ${clean(article)} (${clean(locale)}): ${clean(reason)}`
          ),
        ]
      : []),
    ...(removed.length > 0
      ? [
          '',
          'Removed from the model by a release; the values are in the table career_field_removed_values:',
          ...removed.map(
            ({ migration, model, attribute, values }) =>
              `  ${clean(model)}  ${clean(attribute)}: ${counted(values, 'value')} (${clean(migration)})`
          ),
        ]
      : []),
    ...(isRunning ? ['A run is under way now.'] : []),
    ...(hasUnfinished && !isRunning
      ? ['A run was broken off. Run its command again: it takes up where that one ended.']
      : []),
  ];
};

/**
 * @param {{ guides: number }} report
 * @returns {string[]}
 */
const describeRebuild = ({ guides }) => [
  guides === 0
    ? 'No article is published, so there is no guide to make.'
    : `Made ${counted(guides, 'guide')} anew, one for each language of a published article.`,
];

module.exports = { describeCounts, describeExport, describeRebuild, describeStatus, describeValidation };
