import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { ROOT } from './site.mjs';

/** The columns of ESCO's own download of occupations. */
const COLUMNS = [
  'conceptType',
  'conceptUri',
  'iscoGroup',
  'preferredLabel',
  'altLabels',
  'hiddenLabels',
  'status',
  'modifiedDate',
  'regulatedProfessionNote',
  'scopeNote',
  'definition',
  'inScheme',
  'description',
  'code',
];

/** Unit groups of ISCO-08, one of almost every sub-major group. */
const GROUPS =
  '1112 1211 1321 1411 2111 2211 2320 2411 2512 2631 3112 3211 3313 3411 3511 4110 4211 4311 4411 5111 5221 5311 5411 6111 6210 7111 7211 7311 7411 7511 8111 8211 8311 9111 9211 9311 9411 9510 9611'.split(
    ' '
  );

const WORDS =
  'they plan design build check repair operate materials machines reports clients data safety quality equipment according regulations teams processes analyse install maintain systems customers products daily records'.split(
    ' '
  );

/** Numbers below a limit that look random and are the same in every run. */
const createNumbers = () => {
  let state = 20_111;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
};

const quoted = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

const toCsv = (rows) => rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');

/** Has as many names and as long a description as the median occupation of ESCO: eight names, 350 characters. */
const occupationRow = (index, numberBelow) => {
  const words = (count) => Array.from({ length: count }, () => WORDS[numberBelow(WORDS.length)]).join(' ');
  const group = GROUPS[index % GROUPS.length];
  const label = `${words(2)} worker ${index}`;
  const names = Array.from({ length: 4 + numberBelow(9) }, (_, name) => `${words(3)} ${index} ${name}`);
  const sentences = Array.from({ length: 3 }, () => `Workers ${words(12 + numberBelow(8))}.`);
  const uuid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const values = {
    conceptType: 'Occupation',
    conceptUri: `http://data.europa.eu/esco/occupation/${uuid}`,
    iscoGroup: group,
    preferredLabel: label,
    altLabels: names.join('\n'),
    status: 'released',
    description: sentences.join(' '),
    code: `${group}.${Math.floor(index / GROUPS.length) + 1}`,
  };
  return COLUMNS.map((column) => values[column] ?? '');
};

/**
 * Writes a file of generated occupations in ESCO's format, or the first occupations of a real file.
 *
 * @param {number} count
 * @param {string | undefined} real the path of ESCO's file
 */
export const writeOccupations = (file, count, real) => {
  if (real) {
    const [header, ...rows] = parse(readFileSync(real), { bom: true });
    writeFileSync(file, toCsv([header, ...rows.slice(0, count)]));
    return;
  }
  const numberBelow = createNumbers();
  const rows = Array.from({ length: count }, (_, index) => occupationRow(index, numberBelow));
  writeFileSync(file, toCsv([COLUMNS, ...rows]));
};

/**
 * Writes a generated next release of a file of occupations: each gets another description and one more name.
 *
 * @param {string} from
 * @param {string} file
 */
export const writeNextRelease = (from, file) => {
  const [header, ...rows] = parse(readFileSync(from), { bom: true });
  const columnOf = (name) => header.findIndex((each) => each.toLowerCase() === name);
  const [description, names] = [columnOf('description'), columnOf('altlabels')];
  const revised = rows.map((row, index) =>
    row.map((cell, column) => {
      if (column === description) return `${cell} They also revise what they have made.`;
      return column === names ? `${cell}\nreviser of kind ${index}`.trim() : cell;
    })
  );
  writeFileSync(file, toCsv([header, ...revised]));
};

/**
 * Returns the guides that a guide is related to: the others of its group of three, as in the shipped guides, or the one
 * before and the one after it.
 */
const relatedTo = (index, count, isRing) => {
  const start = index - (index % 3);
  const others = isRing
    ? [(index + count - 1) % count, (index + 1) % count]
    : [start, start + 1, start + 2].filter((other) => other < count);
  return [...new Set(others)].filter((other) => other !== index);
};

/**
 * Writes copies of the shipped Backend guide, and the vocabulary that it references.
 *
 * @param {number} count
 * @param {boolean} isRing
 * @returns {{vocabulary: string, guides: string}} two folders to be imported one after the other
 */
export const writeGuides = (folder, count, isRing) => {
  const seeds = path.join(ROOT, 'seeds');
  const [vocabulary, guides] = [path.join(folder, 'vocabulary'), path.join(folder, 'guides')];
  for (const type of ['categories', 'skills', 'study-paths']) {
    cpSync(path.join(seeds, type), path.join(vocabulary, type), { recursive: true });
  }
  cpSync(path.join(seeds, 'images'), path.join(guides, 'images'), { recursive: true });
  mkdirSync(path.join(guides, 'articles'));
  const backend = readFileSync(path.join(seeds, 'articles', 'backend.yaml'), 'utf8');
  for (let index = 0; index < count; index += 1) {
    const related = relatedTo(index, count, isRing).map((other) => `backend-${other}`);
    const text = backend
      .replace(/^key: backend$/m, `key: backend-${index}`)
      .replace(/^( +)related: .*$/m, `$1related: [${related.join(', ')}]`)
      .replace(/^( +)slug: backend$/gm, `$1slug: backend-${index}`)
      .replace(/^( +article: ).*$/gm, `$1${related[0] ?? `backend-${index}`}`)
      .replace(/^( +anchor: )(.+)$/gm, `$1$2-${index}`);
    writeFileSync(path.join(guides, 'articles', `backend-${index}.yaml`), text);
  }
  return { vocabulary, guides };
};
