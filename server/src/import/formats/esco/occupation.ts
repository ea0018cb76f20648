import { MAX_BLOCKS_LENGTH } from '../../../validation/blocks';
import { isSafeUrl, isStorableText } from '../../../model/formats';
import { MAX_LIST_ITEM_LENGTH, MAX_LIST_LENGTH } from '../../../validation/schema';
import type { FileIssue } from '../../../documents/document';
import { isGroup, subMajorGroup } from './categories';
import type { Field } from './columns';
import { alternativeNames, cleanLabel } from './labels';
import type { Row } from './rows';

/** An occupation of ESCO. */
export interface Occupation {
  uri: string;
  uuid: string;
  /** `2654.1.7`; ESCO 1.0 had none. */
  code: string | undefined;
  /** The ISCO-08 unit group, four digits. */
  iscoGroup: string;
  label: string;
  altNames: string[];
  /** ESCO's hidden labels: search terms that are not shown, such as misspellings. */
  searchNames: string[];
  /** The URL of ESCO's note on whether the occupation is regulated; empty if there is none. */
  regulatedProfessionNote: string;
  /** Plain text, empty if ESCO has none. */
  description: string;
}

const URI =
  /^http:\/\/data\.europa\.eu\/esco\/occupation\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** ESCO's types of concepts other than occupations. */
const OTHER_CONCEPTS = ['iscogroup', 'skillgroup', 'knowledgeskillcompetence'];

const SPREADSHEET =
  'Spreadsheets drop leading zeros: import the file as it was downloaded, not saved by one.';

/**
 * Returns whether a row is not an occupation of this version of ESCO: a group or a skill, a concept that is obsolete or
 * not released, or an occupation that a country has added in the Tabiya layout.
 */
export const isSkipped = (row: Row): boolean =>
  OTHER_CONCEPTS.includes(row.get('conceptType').toLowerCase()) ||
  !['', 'released'].includes(row.get('status').toLowerCase()) ||
  row.get('occupationType').toLowerCase() === 'localoccupation';

type Report = (field: Field, message: string) => void;

const readUuid = (row: Row, report: Report): string => {
  const uuid = URI.exec(row.get('uri'))?.[1];
  if (uuid === undefined) {
    report(
      'uri',
      `"${row.get('uri')}" is not the address of an occupation of ESCO. One looks like ` +
        '"http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34".'
    );
  }
  return uuid ?? '';
};

const readIscoGroup = (row: Row, report: Report): string => {
  const group = row.get('iscoGroup');
  if (/^\d{1,3}$/.test(group)) {
    report(
      'iscoGroup',
      `"${group}" is too short for a unit group of ISCO-08, which has four digits. ${SPREADSHEET}`
    );
  } else if (!/^\d{4}$/.test(group)) {
    report(
      'iscoGroup',
      `"${group}" is not a unit group of ISCO-08. One has four digits, such as "2512" or "0110".`
    );
  } else if (!isGroup(subMajorGroup(group))) {
    report(
      'iscoGroup',
      `ISCO-08 has no sub-major group "${subMajorGroup(group)}", which "${group}" would belong to.`
    );
  }
  return group;
};

const readCode = (row: Row, report: Report): string | undefined => {
  const code = row.get('code');
  const group = row.get('iscoGroup');
  if (code === '') return undefined;
  if (!/^\d{4}(\.\d+)+$/.test(code)) {
    report('code', `"${code}" is not a code of ESCO. One looks like "2654.1.7". ${SPREADSHEET}`);
  } else if (/^\d{4}$/.test(group) && !code.startsWith(`${group}.`)) {
    report('code', `The code "${code}" does not continue the ISCO-08 group "${group}" of its row.`);
  }
  return code;
};

const readNames = (
  row: Row,
  field: 'altLabels' | 'hiddenLabels',
  label: string,
  report: Report
): string[] => {
  const names = alternativeNames(row.get(field), label);
  if (names.length > MAX_LIST_LENGTH) {
    report(field, `There are ${names.length} alternative names. At most ${MAX_LIST_LENGTH} fit.`);
  }
  const long = names.find((name) => name.length > MAX_LIST_ITEM_LENGTH);
  if (long !== undefined) {
    report(
      field,
      `An alternative name has ${long.length} characters; at most ${MAX_LIST_ITEM_LENGTH} fit: "${long.slice(0, 60)}…". ` +
        'Each stands in a line of its own.'
    );
  }
  return names;
};

/** Returns the description, or the definition without one: a definition is rare, and often a remark like "Excludes family social worker". */
const readDescription = (row: Row, report: Report): string => {
  const field = row.get('description') === '' ? 'definition' : 'description';
  const text = row.get(field);
  if (text.length > MAX_BLOCKS_LENGTH) {
    report(field, `The text has ${text.length} characters. At most ${MAX_BLOCKS_LENGTH} fit.`);
  }
  return text;
};

const TEXTS: Field[] = [
  'label',
  'altLabels',
  'hiddenLabels',
  'description',
  'definition',
  'regulatedProfessionNote',
];

/**
 * Reads a row that is not skipped, and checks it against every rule of its article.
 *
 * @returns the occupation, or all issues of the row
 */
export const readOccupation = (row: Row): { occupation: Occupation } | { issues: FileIssue[] } => {
  const issues: FileIssue[] = [];
  const report: Report = (field, message) => {
    issues.push(row.issue(field, message));
  };
  const conceptType = row.get('conceptType');
  if (!['', 'occupation'].includes(conceptType.toLowerCase())) {
    report('conceptType', `"${conceptType}" is not known. The rows of occupations say "Occupation".`);
  }
  for (const field of TEXTS) {
    if (!isStorableText(row.get(field))) {
      report(field, 'The text has a null character, which no database stores. Download the file again.');
    }
  }
  const note = row.get('regulatedProfessionNote');
  if (note !== '' && !isSafeUrl(note)) {
    report('regulatedProfessionNote', `"${note}" is not the address of a note on regulation.`);
  }
  const label = cleanLabel(row.get('label'));
  if (label === '') report('label', 'The occupation has no name.');
  const occupation: Occupation = {
    uri: row.get('uri'),
    uuid: readUuid(row, report),
    code: readCode(row, report),
    iscoGroup: readIscoGroup(row, report),
    label,
    altNames: readNames(row, 'altLabels', label, report),
    searchNames: readNames(row, 'hiddenLabels', label, report),
    regulatedProfessionNote: note,
    description: readDescription(row, report),
  };
  return issues.length > 0 ? { issues } : { occupation };
};
