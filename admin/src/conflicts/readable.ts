import { identityOf, type Difference, type Side, type Step } from './merge';
import {
  attributesOf,
  componentOf,
  isContent,
  isList,
  isPart,
  rowsOf,
  type Attribute,
  type Content,
  type Schemas,
} from './schema';

/** The words that the form has for things. */
export interface Words {
  schemas: Schemas;
  field: (uid: string, name: string) => string;
  /** For what an enumeration stores. */
  choice: (uid: string, name: string, stored: string) => string;
  /** Of a related document. */
  entry: (documentId: string) => string;
  date: (value: string, type: string) => string;
  yes: string;
  no: string;
  entries: string;
}

const lines = (parts: string[]): string => parts.filter((part) => part !== '').join('\n');

const textOfInline = (node: Content): string => {
  if (typeof node.text === 'string') return node.text;
  const text = rowsOf(node.children).map(textOfInline).join('');
  return node.type === 'link' ? `${text} (${String(node.url)})` : text;
};

const textOfBlock = (node: Content, indent = ''): string => {
  if (node.type === 'image' && isContent(node.image)) return String(node.image.name ?? node.image.url);
  if (node.type !== 'list') return indent + textOfInline(node);
  return lines(
    rowsOf(node.children).map((item, index) =>
      item.type === 'list'
        ? textOfBlock(item, `${indent}   `)
        : `${indent}${node.format === 'ordered' ? `${index + 1}.` : '•'} ${textOfInline(item)}`
    )
  );
};

const nameOfFile = (file: unknown): string =>
  isContent(file) ? String(file.name ?? file.url ?? file.id) : String(file);

/** The name of an entry of a list: its first text. */
const titleOf = (words: Words, uid: string, row: Content): string => {
  for (const [name, { type }] of Object.entries(attributesOf(words.schemas, uid))) {
    const value = row[name];
    if (['string', 'text'].includes(type) && typeof value === 'string' && value !== '') return value;
    if (type === 'relation' && Array.isArray(value) && value[0]) return words.entry(String(value[0]));
  }
  return '';
};

const textOfPart = (words: Words, uid: string, part: Content): string =>
  lines(
    Object.entries(attributesOf(words.schemas, uid)).map(([name, attribute]) => {
      const text = textOfField(words, { uid, name }, attribute, part[name]);
      if (text === '') return '';
      return `${words.field(uid, name)}:${text.includes('\n') ? '\n' : ' '}${text}`;
    })
  );

const textOfField = (
  words: Words,
  { uid, name }: { uid: string; name: string },
  attribute: Attribute,
  value: unknown,
  common?: ReadonlySet<string>
): string =>
  attribute.type === 'enumeration' && typeof value === 'string' && value !== ''
    ? words.choice(uid, name, value)
    : textOf(words, attribute, value, common);

const headOf = (words: Words, attribute: Attribute, row: Content, index: number): string => {
  const uid = componentOf(attribute, row);
  const kind = attribute.type === 'dynamiczone' ? words.schemas.components[uid]?.info.displayName : undefined;
  return `${index + 1}. ${[kind, titleOf(words, uid, row)].filter(Boolean).join(': ')}`;
};

/** Entries that both versions have are named only: what differs in them is listed by itself. */
const textOfList = (
  words: Words,
  attribute: Attribute,
  rows: Content[],
  common?: ReadonlySet<string>
): string =>
  rows
    .map((row, index) => {
      const head = headOf(words, attribute, row, index);
      if (common?.has(identityOf(attribute, row) ?? '')) return head;
      const text = textOfPart(words, componentOf(attribute, row), row);
      return lines([head, text.replace(/^/gm, '    ')]);
    })
    .join('\n');

/** Returns a value as plain text; an empty text where there is none. */
export const textOf = (
  words: Words,
  attribute: Attribute,
  value: unknown,
  common?: ReadonlySet<string>
): string => {
  if (value === undefined || value === null) return '';
  if (isList(attribute)) return textOfList(words, attribute, rowsOf(value), common);
  if (isPart(attribute)) {
    return isContent(value) ? textOfPart(words, componentOf(attribute, value), value) : '';
  }
  switch (attribute.type) {
    case 'relation':
      return lines((Array.isArray(value) ? value : []).map((documentId) => words.entry(String(documentId))));
    case 'media':
      return lines((Array.isArray(value) ? value : [value]).map(nameOfFile));
    case 'blocks':
      return rowsOf(value)
        .map((block) => textOfBlock(block))
        .join('\n\n');
    case 'boolean':
      return value === true ? words.yes : words.no;
    case 'date':
    case 'datetime':
      return words.date(String(value), attribute.type);
    default:
      if (Array.isArray(value))
        return lines(value.map((each) => (isContent(each) ? JSON.stringify(each) : String(each))));
      return isContent(value) ? JSON.stringify(value, null, 2) : String(value);
  }
};

/** Returns one version of a difference as plain text. */
export const textOfSide = (words: Words, difference: Difference, side: Side): string => {
  const { steps, attribute, common } = difference;
  const last = steps.at(-1);
  return last && 'name' in last
    ? textOfField(words, last, attribute, difference[side], common)
    : textOf(words, attribute, difference[side], common);
};

const nameOfStep = (words: Words, step: Step): string => {
  if ('name' in step) return words.field(step.uid, step.name);
  const title = titleOf(words, step.uid, step.row);
  const name = title || words.schemas.components[step.uid]?.info.displayName || '';
  return `${step.index + 1}. ${name.length > 60 ? `${name.slice(0, 60)}…` : name}`;
};

/** Returns the path of a difference as the form shows it: `Häufige Fragen › 2. Was kostet das? › Antwort`. */
export const describePath = (words: Words, { steps, common }: Difference): string =>
  [...steps.map((step) => nameOfStep(words, step)), ...(common ? [words.entries] : [])].join(' › ');

/** A text in three pieces, of which the one in the middle is not in another text. */
export type Pieces = [before: string, changed: string, after: string];

const sharedStart = (one: string[], other: string[]): number => {
  const end = one.findIndex((word, index) => word !== other[index]);
  return end < 0 ? one.length : end;
};

/** Two texts without the words that both start and end with. */
export const changedPieces = (one: string, other: string): [Pieces, Pieces] => {
  const [left, right] = [one, other].map((text) => text.split(/(?<=\s)/)) as [string[], string[]];
  const start = sharedStart(left, right);
  const end = sharedStart(left.slice(start).reverse(), right.slice(start).reverse());
  const cut = (words: string[]): Pieces => [
    words.slice(0, start).join(''),
    words.slice(start, words.length - end).join(''),
    words.slice(words.length - end).join(''),
  ];
  return [cut(left), cut(right)];
};
