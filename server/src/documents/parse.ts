import { isMap, isNode, isScalar, Lexer, LineCounter, parseDocument } from 'yaml';
import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { hasDrafts } from '../plugin';
import { readFileState, type FileState } from '../editorial/file-state';
import { findAliasIssues } from './aliases';
import { isObject } from './attributes';
import { proposal, unknownName } from './nearest';
import { documentId, formatPath, type Attributes, type DocumentPath, type Position } from './document';
import type { SourceDocument, FileIssue } from './document';
import { explainYamlErrors } from './yaml-issues';

const TOP_LEVEL = ['type', 'key', 'status', 'shared', 'locales', 'draft', 'editorialState'];
const STATES = ['published', 'draft'];

/** Small letters a–z, digits and hyphens: a key is also a file's name, on every system. */
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_KEY_LENGTH = 120;

/** Returns whether a value is a valid key. */
export const isKey = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_KEY_LENGTH && KEY.test(value);

/** The limit of alias expansions, against files that exhaust the memory. */
const MAX_ALIASES = 100;

/**
 * Restricts the parser to YAML 1.2: the tags of YAML 1.1, which a file selects by `%YAML 1.1`, give dates, sets or
 * bytes, which no attribute takes. Names are always text.
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

/** Finds the positions of values in a YAML document. */
const createPositions = (yaml: Yaml, lines: LineCounter) => {
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const nodeAt = (path: DocumentPath): unknown => yaml.getIn(path, true);
  const startOf = (node: unknown): number | undefined =>
    isNode(node) && node.range ? node.range[0] : undefined;
  /** Returns the node of an attribute's name; its value may begin on a later line. */
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
    // The text of a block scalar (`|`, `>`) begins on the line after its indicator, and its lines are lines of the file.
    // In any other text a line break is written as `\n` or as a blank line.
    const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    return isBlock ? { line: at(start).line + line, column: 1 } : at(start);
  };
  return { at, positionOf, positionWithin };
};

type Positions = ReturnType<typeof createPositions>;

/**
 * The Backend guide, the longest one, has under 5,000 tokens. The parser needs hours or gigabytes for a file of a
 * few megabytes that consists of indicators only.
 */
const MAX_TOKENS = 100_000;

/** Counts without storing the tokens, and stops at the limit. */
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
      /** The document as far as it is valid, so that all its issues can be reported at once. */
      document?: SourceDocument;
      /** The document's id, if the file has a valid one, so that references to it are not reported as well. */
      id?: string;
    };

const wholeFile = (file: string, message: string): { issues: FileIssue[] } => ({
  issues: [{ file, line: 1, column: 1, path: '', message }],
});

/** The content of a file, or the issues that keep the YAML parser from reading it. */
type Loaded = { yaml: Yaml; value: unknown; positions: Positions } | { issues: FileIssue[]; id?: string };

const loadYaml = (file: string, text: string): Loaded => {
  const lines = new LineCounter();
  try {
    const yaml = parseDocument(text, { ...OPTIONS, lineCounter: lines });
    const positions = createPositions(yaml, lines);
    const [type, key] = isMap(yaml.contents) ? [yaml.contents.get('type'), yaml.contents.get('key')] : [];
    const refuse = (wrong: { offset: number; message: string }[]): Loaded => ({
      issues: wrong.map(({ offset, message }) => ({ file, ...positions.at(offset), path: '', message })),
      ...(isType(type) && isKey(key) ? { id: documentId(type, key) } : {}),
    });
    const tooDeep = yaml.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
    if (tooDeep) return refuse([{ offset: tooDeep.pos[0], message: TOO_DEEP }]);
    // A warning is a tag that YAML does not know: its value would be lost.
    const wrong = [...yaml.errors, ...yaml.warnings];
    if (wrong.length > 0)
      return refuse(explainYamlErrors(yaml, text, wrong, (offset) => positions.at(offset).line));
    const aliases = findAliasIssues(yaml);
    if (aliases.length > 0) return refuse(aliases);
    return { yaml, value: yaml.toJS({ maxAliasCount: MAX_ALIASES }), positions };
  } catch (error) {
    if (error instanceof RangeError) return wholeFile(file, TOO_DEEP);
    // The parser's own guard against aliases of aliases.
    if (error instanceof ReferenceError)
      return wholeFile(file, 'Too much is repeated by aliases ("*name"). Write it out.');
    throw error;
  }
};

/** Checks the frame of one document, and collects the issues. */
class FrameReader {
  readonly issues: FileIssue[] = [];

  constructor(
    private readonly file: string,
    private readonly positions: Positions
  ) {}

  report(path: DocumentPath, message: string): void {
    const { file } = this;
    this.issues.push({ file, ...this.positions.positionOf(path), path: formatPath(path), message });
  }

  reportUnknown(group: Attributes, known: string[], path: DocumentPath): void {
    for (const name of Object.keys(group)) {
      if (!known.includes(name)) this.report([...path, name], unknownName(name, known));
    }
  }

  group(given: unknown, path: DocumentPath): Attributes {
    if (given === undefined || given === null) return {};
    if (isObject(given)) return given;
    this.report(path, 'This must be a group of attributes.');
    return {};
  }

  localeGroups(given: unknown, path: DocumentPath): Record<string, Attributes> {
    return Object.fromEntries(
      Object.entries(this.group(given, path)).map(([locale, attributes]) => [
        locale,
        this.group(attributes, [...path, locale]),
      ])
    );
  }

  checkIdentity({ type, key }: Attributes): void {
    if (!isType(type)) {
      const hint = typeof type === 'string' ? proposal(type, [...PUBLIC_TYPES]) : '';
      this.report(['type'], `The type must be one of ${PUBLIC_TYPES.join(', ')}. ${hint}`.trim());
    }
    if (isKey(key)) return;
    this.report(
      ['key'],
      `The key must be small letters a–z, digits and hyphens, such as "backend", at most ${MAX_KEY_LENGTH}.`
    );
  }

  locales(value: Attributes): Record<string, Attributes> {
    const locales = this.localeGroups(value.locales, ['locales']);
    if (Object.keys(locales).length === 0) {
      this.report(['locales'], 'The document needs at least one locale, such as "de:".');
    }
    return locales;
  }

  /** Returns whether each locale is published. */
  published(value: Attributes, locales: string[]): Record<string, boolean> {
    const { type, status = 'published' } = value;
    const stateOf = (locale: string): unknown => {
      if (!isObject(status)) return status;
      return (Object.hasOwn(status, locale) ? status[locale] : undefined) ?? 'published';
    };
    const isWrong = (locale: string): boolean => !STATES.includes(stateOf(locale) as string);
    if (isType(type) && !hasDrafts(type)) {
      for (const name of ['status', 'draft'] as const) {
        if (value[name] !== undefined)
          this.report([name], `The type ${String(type)} has no drafts, so it has no ${name}.`);
      }
    } else if (isObject(status)) {
      this.reportUnknown(status, locales, ['status']);
      for (const locale of locales.filter(isWrong)) this.report(['status', locale], WRONG_STATE);
    } else if (isWrong('')) {
      this.report(['status'], WRONG_STATE);
    }
    return Object.fromEntries(locales.map((locale) => [locale, stateOf(locale) === 'published']));
  }

  draft(given: unknown, published: Record<string, boolean>): SourceDocument['draft'] {
    const draft = this.group(given, ['draft']);
    this.reportUnknown(draft, ['shared', 'locales'], ['draft']);
    const locales = this.localeGroups(draft.locales, ['draft', 'locales']);
    for (const locale of Object.keys(locales)) {
      if (Object.hasOwn(published, locale) && published[locale]) continue;
      this.report(
        ['draft', 'locales', locale],
        'A draft stands beside what is published; this locale is not published, so write it under "locales".'
      );
    }
    const shared = draft.shared === undefined ? undefined : this.group(draft.shared, ['draft', 'shared']);
    return { shared, locales };
  }

  states(given: unknown, type: unknown, locales: string[]): Record<string, FileState> {
    if (given === undefined) return {};
    if (type !== 'article') this.report(['editorialState'], 'Only an article has an editorial state.');
    const groups = this.localeGroups(given, ['editorialState']);
    this.reportUnknown(groups, locales, ['editorialState']);
    const states: Record<string, FileState> = {};
    for (const [locale, group] of Object.entries(groups)) {
      const read = readFileState(group);
      if ('state' in read) states[locale] = read.state;
      else this.report(['editorialState', locale], read.issue);
    }
    return states;
  }
}

/**
 * Reads one file's document: YAML 1.2, or JSON, which is a subset of it.
 *
 * @param file its name, for issues
 * @returns the document as written, and the issues of its frame, if it has any. `prepare.ts`, which knows the model,
 * checks the attributes.
 */
export const parseDocumentFile = (file: string, text: string): Parsed => {
  if (hasTooManyTokens(text)) {
    return wholeFile(
      file,
      'The file has too many entries for one document. Write each document in a file of its own.'
    );
  }
  const loaded = loadYaml(file, text);
  if ('issues' in loaded) return loaded;
  const { yaml, value, positions } = loaded;
  if (!isMap(yaml.contents) || !isObject(value)) {
    return wholeFile(file, 'A document starts with its type and key: "type: article".');
  }

  const reader = new FrameReader(file, positions);
  reader.reportUnknown(value, TOP_LEVEL, []);
  reader.checkIdentity(value);
  const locales = reader.locales(value);
  const published = reader.published(value, Object.keys(locales));
  const draft = reader.draft(value.draft, published);
  const shared = reader.group(value.shared, ['shared']);
  const states = reader.states(value.editorialState, value.type, Object.keys(locales));
  const { type, key } = value;
  const { issues } = reader;
  if (!isType(type) || !isKey(key)) return { issues };
  const { positionOf, positionWithin } = positions;
  const document = {
    file,
    type,
    key,
    published,
    shared,
    locales,
    draft,
    ...(Object.keys(states).length > 0 ? { states } : {}),
    positionOf,
    positionWithin,
  };
  return issues.length > 0 ? { issues, document } : { document };
};
