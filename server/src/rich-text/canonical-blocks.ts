import { isStorableText } from '../model/formats';
import { isRecord } from '../utils/is-record';
import { BlocksError } from './errors';
import { isLinkUrl } from './link-urls';
import {
  MARKS,
  MAX_LIST_DEPTH,
  type Block,
  type Code,
  type Heading,
  type Image,
  type Inline,
  type Link,
  type List,
  type ListItem,
  type Mark,
  type Text,
} from './blocks';

type Node = Record<string, unknown>;

const fail = (path: string, message: string): never => {
  throw new BlocksError(message, path);
};

const nodeAt = (value: unknown, path: string): Node =>
  isRecord(value) ? value : fail(path, 'this must be a node.');

const arrayAt = (value: unknown, path: string): unknown[] =>
  Array.isArray(value) ? value : fail(path, 'this must be a list of nodes.');

const isNothing = (value: unknown): boolean => value === undefined || value === null;

/** An unknown attribute would be lost, unless it has no value. */
const checkAttributes = (node: Node, known: readonly string[], path: string): void => {
  const other = Object.keys(node).find((name) => !known.includes(name) && !isNothing(node[name]));
  if (other !== undefined) fail(path, `"${other}" is not an attribute of a ${String(node.type)}.`);
};

const stringAt = (value: unknown, path: string): string => {
  if (typeof value !== 'string') return fail(path, 'this must be text.');
  return isStorableText(value)
    ? value
    : fail(path, 'this text has a null character or half a surrogate pair, which no database can store.');
};

/** An empty text is the same as none. */
const optionalAt = (value: unknown, path: string): string | undefined =>
  isNothing(value) ? undefined : stringAt(value, path) || undefined;

const isMarked = (node: Node, mark: Mark, path: string): boolean => {
  const value = node[mark] ?? false;
  return typeof value === 'boolean' ? value : fail(`${path}.${mark}`, 'this must be true or false.');
};

const textAt = (node: Node, path: string): Text => {
  checkAttributes(node, ['type', 'text', ...MARKS], path);
  const marks = MARKS.filter((mark) => isMarked(node, mark, path)).map((mark) => [mark, true] as const);
  return { type: 'text', text: stringAt(node.text, `${path}.text`), ...Object.fromEntries(marks) };
};

const haveSameMarks = (one: Text, other: Text): boolean => MARKS.every((mark) => one[mark] === other[mark]);

/** Joins texts with the same marks and leaves out empty ones. At least one text remains, as Strapi requires. */
const joinTexts = <Child extends Inline>(nodes: Child[]): (Child | Text)[] => {
  const joined: (Child | Text)[] = [];
  for (const node of nodes) {
    if (node.type === 'text' && node.text === '') continue;
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text' && haveSameMarks(node, last)) {
      joined[joined.length - 1] = { ...last, text: last.text + node.text };
    } else {
      joined.push(node);
    }
  }
  return joined.length > 0 ? joined : [{ type: 'text', text: '' }];
};

const linkAt = (node: Node, path: string): Link => {
  checkAttributes(node, ['type', 'url', 'rel', 'target', 'children'], path);
  const url = stringAt(node.url, `${path}.url`);
  if (!isLinkUrl(url)) fail(`${path}.url`, `"${url.slice(0, 80)}" is no URL that Strapi accepts.`);
  const rel = optionalAt(node.rel, `${path}.rel`);
  const target = optionalAt(node.target, `${path}.target`);
  return {
    type: 'link',
    url,
    ...(rel === undefined ? {} : { rel }),
    ...(target === undefined ? {} : { target }),
    children: textsAt(node.children, `${path}.children`),
  };
};

const textsAt = (children: unknown, path: string): Text[] =>
  joinTexts(
    arrayAt(children, path).map((child, index) => {
      const node = nodeAt(child, `${path}[${index}]`);
      return node.type === 'text'
        ? textAt(node, `${path}[${index}]`)
        : fail(`${path}[${index}]`, `only text is allowed here, not "${String(node.type)}".`);
    })
  );

const inlinesAt = (children: unknown, path: string): Inline[] =>
  joinTexts(
    arrayAt(children, path).map((child, index): Inline => {
      const childPath = `${path}[${index}]`;
      const node = nodeAt(child, childPath);
      if (node.type === 'text') return textAt(node, childPath);
      return node.type === 'link'
        ? linkAt(node, childPath)
        : fail(childPath, `only texts and links are allowed here, not "${String(node.type)}".`);
    })
  );

const listAt = (node: Node, path: string, indentLevel: number): List => {
  checkAttributes(node, ['type', 'format', 'indentLevel', 'children'], path);
  if (indentLevel >= MAX_LIST_DEPTH) fail(path, `lists are nested more than ${MAX_LIST_DEPTH} deep.`);
  const { format } = node;
  if (format !== 'ordered' && format !== 'unordered') {
    return fail(`${path}.format`, 'this must be "ordered" or "unordered".');
  }
  if (!isNothing(node.indentLevel) && typeof node.indentLevel !== 'number') {
    fail(`${path}.indentLevel`, 'this must be a number.');
  }
  const children = arrayAt(node.children, `${path}.children`).map((child, index): ListItem | List => {
    const childPath = `${path}.children[${index}]`;
    const item = nodeAt(child, childPath);
    if (item.type === 'list') return listAt(item, childPath, indentLevel + 1);
    if (item.type !== 'list-item') {
      return fail(childPath, `only list items and lists are allowed in a list, not "${String(item.type)}".`);
    }
    checkAttributes(item, ['type', 'children'], childPath);
    return { type: 'list-item', children: inlinesAt(item.children, `${childPath}.children`) };
  });
  return children.length > 0
    ? { type: 'list', format, indentLevel, children }
    : fail(path, 'this list has no item.');
};

/** The attributes of a file that the editor copies into an image: they are read from the file again. */
const FILE_ATTRIBUTES =
  'id documentId name focalPoint width height formats hash ext mime size previewUrl provider provider_metadata ' +
  'isUrlSigned related folder folderPath createdAt updatedAt publishedAt createdBy updatedBy locale';

const imageAt = (node: Node, path: string): Image => {
  checkAttributes(node, ['type', 'image', 'children'], path);
  const image = nodeAt(node.image, `${path}.image`);
  checkAttributes(
    image,
    ['url', 'alternativeText', 'caption', ...FILE_ATTRIBUTES.split(' ')],
    `${path}.image`
  );
  const url =
    stringAt(image.url, `${path}.image.url`) || fail(`${path}.image.url`, 'this must not be empty.');
  const caption = optionalAt(image.caption, `${path}.image.caption`);
  const texts = textsAt(node.children, `${path}.children`);
  if (texts.some(({ text }) => text !== '')) fail(`${path}.children`, 'an image has no text of its own.');
  return {
    type: 'image',
    image: {
      url,
      alternativeText: optionalAt(image.alternativeText, `${path}.image.alternativeText`) ?? '',
      ...(caption === undefined ? {} : { caption }),
    },
    children: [{ type: 'text', text: '' }],
  };
};

const headingAt = (node: Node, path: string): Heading => {
  checkAttributes(node, ['type', 'level', 'children'], path);
  const level = ([1, 2, 3, 4, 5, 6] as const).find((allowed) => allowed === node.level);
  return level === undefined
    ? fail(`${path}.level`, 'this must be a number from 1 to 6.')
    : { type: 'heading', level, children: inlinesAt(node.children, `${path}.children`) };
};

const codeAt = (node: Node, path: string): Code => {
  checkAttributes(node, ['type', 'language', 'children'], path);
  const language = optionalAt(node.language, `${path}.language`);
  return {
    type: 'code',
    ...(language === undefined ? {} : { language }),
    children: textsAt(node.children, `${path}.children`),
  };
};

const blockAt = (value: unknown, path: string): Block => {
  const node = nodeAt(value, path);
  switch (node.type) {
    case 'paragraph':
    case 'quote':
      checkAttributes(node, ['type', 'children'], path);
      return { type: node.type, children: inlinesAt(node.children, `${path}.children`) };
    case 'heading':
      return headingAt(node, path);
    case 'list':
      return listAt(node, path, 0);
    case 'image':
      return imageAt(node, path);
    case 'code':
      return codeAt(node, path);
    default:
      return fail(path, `"${String(node.type)}" is not a type of block.`);
  }
};

/**
 * Returns rich text in its canonical form, in which equal texts are equal values with their attributes in one order:
 *
 * - adjacent texts with the same marks are one text; an empty text is the only child, without marks
 * - marks that are false, and empty `language`, `rel`, `target` and `caption`, are left out
 * - `indentLevel` is the number of lists around a list
 * - an image has its URL, its `alternativeText` (perhaps empty) and its caption
 *
 * @throws BlocksError for a value that is not rich text, or has an unknown attribute, which would be lost
 */
export const canonicalBlocks = (blocks: unknown): Block[] =>
  arrayAt(blocks, '').map((block, index) => blockAt(block, `[${index}]`));
