import { isMap, isNode, isScalar, Lexer, LineCounter, parseDocument } from 'yaml';
import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { hasDrafts } from '../plugin';
import { findAliasIssues } from './aliases';
import { isObject } from './attributes';
import { proposal, unknownName } from './nearest';
import { documentId, formatPath, type Attributes, type DocumentPath, type Position } from './document';
import type { SourceDocument, FileIssue } from './document';
import { explainYamlErrors } from './yaml-issues';

const TOP_LEVEL = ['type', 'key', 'status', 'shared', 'locales', 'draft'];
const STATES = ['published', 'draft'];

/** Small letters a–z, digits and hyphens: a key is also a file's name, on every system. */
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_KEY_LENGTH = 120;

/** Whether something may be a document's key. */
export const isKey = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_KEY_LENGTH && KEY.test(value);

/** Aliases are expanded at most this often, against files made to fill the memory. */
const MAX_ALIASES = 100;

/**
 * YAML 1.2 and nothing else: with the tags of YAML 1.1, or where a file asks for it by `%YAML 1.1`, values would be
 * dates, sets or bytes, which no attribute takes. Names are text, whatever they look like.
 */
const OPTIONS = {
  schema: 'core',
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: true,
  prettyErrors: false,
} as const;

const WRONG_STATE = 'The status must be "published" or "draft", or one of these for each locale.';

const TOO_DEEP = 'The file is nested too deeply.';

const isType = (value: unknown): value is PublicType => PUBLIC_TYPES.includes(value as PublicType);

type Yaml = ReturnType<typeof parseDocument>;

/** Finds the places of values in a YAML document. */
const createPositions = (yaml: Yaml, lines: LineCounter) => {
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const nodeAt = (path: DocumentPath): unknown => yaml.getIn(path, true);
  const startOf = (node: unknown): number | undefined =>
    isNode(node) && node.range ? node.range[0] : undefined;
  /** Where an attribute's name stands; its value may begin on a later line. */
  const nameOf = (path: DocumentPath): unknown => {
    const parent = path.length === 1 ? yaml.contents : nodeAt(path.slice(0, -1));
    if (!isMap(parent)) return undefined;
    const name = String(path.at(-1));
    return parent.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name)?.key;
  };
  const positionOf = (path: DocumentPath): Position => {
    for (let length = path.length; length > 0; length -= 1) {
      const known = path.slice(0, length);
      const start = startOf(nameOf(known)) ?? startOf(nodeAt(known));
      if (start !== undefined) return at(start);
    }
    return { line: 1, column: 1 };
  };
  const positionWithin = (path: DocumentPath, line: number): Position => {
    const node = nodeAt(path);
    const start = startOf(node);
    if (start === undefined) return positionOf(path);
    // The text of a block scalar (`|`, `>`) begins on the line after its mark, and its lines are lines of the file. In
    // any other text a line break is written as `\n` or as a blank line.
    const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    return isBlock ? { line: at(start).line + line, column: 1 } : at(start);
  };
  return { at, positionOf, positionWithin };
};

/**
 * The Backend guide, the longest one, has under 5,000 signs and values. The parser needs hours or gigabytes for a file
 * of a few megabytes that is made of nothing else.
 */
const MAX_TOKENS = 100_000;

/** Counts without keeping anything, and stops at the limit. */
const hasTooManyTokens = (text: string): boolean => {
  if (text.length < MAX_TOKENS / 2) return false;
  const tokens = new Lexer().lex(text);
  for (let count = 0; count <= MAX_TOKENS; count += 1) {
    if (tokens.next().done) return false;
  }
  return true;
};

type Parsed =
  | { document: SourceDocument }
  | {
      issues: FileIssue[];
      /** What could be read all the same, so that everything that is wrong with it can be told at once. */
      document?: SourceDocument;
      /** Which document it is, if that much could be read: it is there, so others may name it. */
      id?: string;
    };

/**
 * Reads one file's document: YAML 1.2, or JSON, which is YAML too.
 *
 * @param file its name, for issues
 * @returns the document as it is written, and everything that is wrong with its frame, if anything is. The attributes
 * themselves are looked at by `prepare.ts`, which knows the model.
 */
export const parseDocumentFile = (file: string, text: string): Parsed => {
  const whole = (message: string): Parsed => ({ issues: [{ file, line: 1, column: 1, path: '', message }] });
  if (hasTooManyTokens(text)) {
    return whole('The file has too many entries for one document. Write each document in a file of its own.');
  }
  const lines = new LineCounter();
  let yaml: Yaml;
  let value: unknown;
  try {
    yaml = parseDocument(text, { ...OPTIONS, lineCounter: lines });
    const { at } = createPositions(yaml, lines);
    const [type, key] = isMap(yaml.contents) ? [yaml.contents.get('type'), yaml.contents.get('key')] : [];
    const refuse = (wrong: { offset: number; message: string }[]): Parsed => ({
      issues: wrong.map(({ offset, message }) => ({ file, ...at(offset), path: '', message })),
      ...(isType(type) && isKey(key) ? { id: documentId(type, key) } : {}),
    });
    const tooDeep = yaml.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
    if (tooDeep) return refuse([{ offset: tooDeep.pos[0], message: TOO_DEEP }]);
    // A warning is a tag that YAML does not know: what it stands for would be lost.
    const wrong = [...yaml.errors, ...yaml.warnings];
    if (wrong.length > 0) return refuse(explainYamlErrors(yaml, text, wrong, (offset) => at(offset).line));
    const aliases = findAliasIssues(yaml);
    if (aliases.length > 0) return refuse(aliases);
    value = yaml.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (error instanceof RangeError) return whole(TOO_DEEP);
    // The parser's own guard against aliases of aliases.
    if (error instanceof ReferenceError)
      return whole('Too much is repeated by aliases ("*name"). Write it out.');
    throw error;
  }
  const { positionOf, positionWithin } = createPositions(yaml, lines);
  const issues: FileIssue[] = [];
  const issue = (path: DocumentPath, message: string): void => {
    issues.push({ file, ...positionOf(path), path: formatPath(path), message });
  };
  if (!isMap(yaml.contents) || !isObject(value)) {
    return whole('A document starts with its type and key: "type: article".');
  }

  const unknown = (group: Attributes, known: string[], path: DocumentPath): void => {
    for (const name of Object.keys(group)) {
      if (!known.includes(name)) issue([...path, name], unknownName(name, known));
    }
  };
  unknown(value, TOP_LEVEL, []);

  const attributeGroup = (given: unknown, path: DocumentPath): Attributes => {
    if (given === undefined || given === null) return {};
    if (isObject(given)) return given;
    issue(path, 'This must be a group of attributes.');
    return {};
  };
  const localeGroups = (given: unknown, path: DocumentPath): Record<string, Attributes> =>
    Object.fromEntries(
      Object.entries(attributeGroup(given, path)).map(([locale, attributes]) => [
        locale,
        attributeGroup(attributes, [...path, locale]),
      ])
    );

  const { type, key, status = 'published', draft } = value;
  if (!isType(type)) {
    const hint = typeof type === 'string' ? proposal(type, [...PUBLIC_TYPES]) : '';
    issue(['type'], `The type must be one of ${PUBLIC_TYPES.join(', ')}. ${hint}`.trim());
  }
  if (!isKey(key)) {
    issue(
      ['key'],
      `The key must be small letters a–z, digits and hyphens, such as "backend", at most ${MAX_KEY_LENGTH}.`
    );
  }
  const locales = localeGroups(value.locales, ['locales']);
  if (Object.keys(locales).length === 0) {
    issue(['locales'], 'The document needs at least one locale, such as "de:".');
  }

  const isDraftable = !isType(type) || hasDrafts(type);
  const stateOf = (locale: string): unknown => {
    if (!isObject(status)) return status;
    return (Object.hasOwn(status, locale) ? status[locale] : undefined) ?? 'published';
  };
  const isWrong = (locale: string): boolean => !STATES.includes(stateOf(locale) as string);
  if (!isDraftable) {
    for (const name of ['status', 'draft'] as const) {
      if (value[name] !== undefined)
        issue([name], `The type ${String(type)} has no drafts, so it has no ${name}.`);
    }
  } else if (isObject(status)) {
    unknown(status, Object.keys(locales), ['status']);
    for (const locale of Object.keys(locales).filter(isWrong)) issue(['status', locale], WRONG_STATE);
  } else if (isWrong('')) {
    issue(['status'], WRONG_STATE);
  }
  const published = Object.fromEntries(
    Object.keys(locales).map((locale) => [locale, stateOf(locale) === 'published'])
  );

  const working = attributeGroup(draft, ['draft']);
  unknown(working, ['shared', 'locales'], ['draft']);
  const drafts = localeGroups(working.locales, ['draft', 'locales']);
  for (const locale of Object.keys(drafts)) {
    if (Object.hasOwn(published, locale) && published[locale]) continue;
    issue(
      ['draft', 'locales', locale],
      'A draft stands beside what is published; this locale is not published, so write it under "locales".'
    );
  }
  const shared = attributeGroup(value.shared, ['shared']);
  const draftShared =
    working.shared === undefined ? undefined : attributeGroup(working.shared, ['draft', 'shared']);
  if (!isType(type) || !isKey(key)) return { issues };
  const document: SourceDocument = {
    file,
    type,
    key,
    published,
    shared,
    locales,
    draft: { shared: draftShared, locales: drafts },
    positionOf,
    positionWithin,
  };
  return issues.length > 0 ? { issues, document } : { document };
};
