import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { closest } from 'fastest-levenshtein';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { hasDrafts } from '../plugin';
import { documentId, type SeedDocument, type SeedFault } from './document';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isType = (value: unknown): value is PublicType => PUBLIC_TYPES.includes(value as PublicType);

const TOP_LEVEL = ['type', 'key', 'status', 'shared', 'locales'];

/** A YAML document of this size is a mistake; the Backend guide, the longest one, has 40 kB. */
const MAX_FILE_SIZE = 5 * 1024 * 1024;

/** `"titel" is not known. Did you mean "title"?` */
export const unknownName = (name: string, known: string[]): string =>
  `"${name}" is not known here. Did you mean "${closest(name, known)}"?`;

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
};

type Parsed = { document: SeedDocument } | { faults: SeedFault[] };

/** One file's document; JSON is read as the YAML that it also is. */
export const parseSeedFile = (file: string, text: string): Parsed => {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (yaml.errors.length > 0) {
    return {
      faults: yaml.errors.map((error) => ({
        file,
        line: lineAt(error.pos[0]),
        path: '',
        message: error.message,
      })),
    };
  }
  const nodeAt = (path: (string | number)[]): unknown => yaml.getIn(path, true);
  const startOf = (node: unknown): number | undefined =>
    isNode(node) && node.range ? node.range[0] : undefined;
  /** Where an attribute's name stands; its value may begin on a later line. */
  const nameOf = (path: (string | number)[]): unknown => {
    const parent = nodeAt(path.slice(0, -1));
    if (!isMap(parent)) return undefined;
    const name = path.at(-1);
    return parent.items.find(({ key }) => (isScalar(key) ? key.value : key) === name)?.key;
  };
  const lineOf: SeedDocument['lineOf'] = (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const known = path.slice(0, length);
      const start = startOf(nameOf(known)) ?? startOf(nodeAt(known));
      if (start !== undefined) return lineAt(start);
    }
    return 1;
  };
  const lineWithin: SeedDocument['lineWithin'] = (path, line) => {
    const node = nodeAt(path);
    const start = startOf(node);
    if (start === undefined) return lineOf(path);
    // The text of a block scalar (`|`, `>`) begins on the line after its mark, and its lines are lines of the file. In
    // any other text a line break is written as `\n` or as a blank line.
    const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    return lineAt(start) + (isBlock ? line : 0);
  };
  const fault = (place: string[], message: string): SeedFault => ({
    file,
    line: lineOf(place),
    path: place.join('.'),
    message,
  });

  let value: unknown;
  try {
    // Aliases are expanded at most a hundred times, against files made to fill the memory.
    value = yaml.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { faults: [fault([], (error as Error).message)] };
  }
  if (!isMap(yaml.contents) || !isObject(value)) {
    return { faults: [fault([], 'A document starts with its type and key: "type: article".')] };
  }
  const faults: SeedFault[] = [];
  for (const name of Object.keys(value)) {
    if (!TOP_LEVEL.includes(name)) faults.push(fault([name], unknownName(name, TOP_LEVEL)));
  }
  const { type, key, status, shared = {}, locales } = value;
  if (!isType(type)) {
    faults.push(fault(['type'], `The type must be one of ${PUBLIC_TYPES.join(', ')}.`));
  }
  if (typeof key !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key)) {
    faults.push(fault(['key'], 'The key must be small letters a–z, digits and hyphens, such as "backend".'));
  }
  if (status !== undefined && status !== 'published' && status !== 'draft') {
    faults.push(fault(['status'], 'The status must be "published" or "draft".'));
  } else if (status !== undefined && isType(type) && !hasDrafts(type)) {
    faults.push(fault(['status'], `The type ${type} has no drafts, so it has no status.`));
  }
  if (!isObject(shared)) faults.push(fault(['shared'], 'This must be a group of attributes.'));
  if (!isObject(locales) || Object.keys(locales).length === 0) {
    faults.push(fault(['locales'], 'The document needs at least one locale, such as "de:".'));
  } else {
    for (const [locale, attributes] of Object.entries(locales)) {
      if (!isObject(attributes))
        faults.push(fault(['locales', locale], 'This must be a group of attributes.'));
    }
  }
  if (faults.length > 0) return { faults };
  return {
    document: {
      file,
      type: type as PublicType,
      key: key as string,
      published: status !== 'draft',
      shared: shared as SeedDocument['shared'],
      locales: locales as SeedDocument['locales'],
      lineOf,
      lineWithin,
    },
  };
};

/**
 * Reads every document below a folder.
 *
 * @returns the documents of the files that could be read, and what is wrong with the others
 */
export const readSeedFiles = async (
  folder: string
): Promise<{ documents: SeedDocument[]; faults: SeedFault[] }> => {
  const documents: SeedDocument[] = [];
  const faults: SeedFault[] = [];
  const known = new Map<string, string>();
  for (const file of await filesBelow(folder)) {
    const bytes = await readFile(path.join(folder, file));
    if (bytes.length > MAX_FILE_SIZE) {
      faults.push({ file, line: 1, path: '', message: 'The file is larger than 5 MB.' });
      continue;
    }
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      faults.push({ file, line: 1, path: '', message: 'The file is not UTF-8 text. Save it as UTF-8.' });
      continue;
    }
    const parsed = parseSeedFile(file, text);
    if ('faults' in parsed) {
      faults.push(...parsed.faults);
      continue;
    }
    const { document } = parsed;
    const id = documentId(document.type, document.key);
    const other = known.get(id);
    if (other) {
      const line = document.lineOf(['key']);
      faults.push({ file, line, path: 'key', message: `The file ${other} has the same type and key.` });
      continue;
    }
    known.set(id, file);
    documents.push(document);
  }
  return { documents, faults };
};
