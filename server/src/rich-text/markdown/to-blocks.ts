import type {
  Blockquote,
  Definition,
  Html,
  Image as ImageNode,
  ImageReference,
  LinkReference,
  List as ListNode,
  ListItem as ListItemNode,
  Nodes,
  PhrasingContent,
  Root,
  RootContent,
} from 'mdast';
import { isStorableText } from '../../model/formats';
import { canonicalBlocks } from './canonical';
import { MarkdownError } from './errors';
import { ALLOWED_TAGS, markOfTag, parseTag, type Tag } from './html-tags';
import type { Libraries } from './libraries';
import { checkLimits } from './limits';
import {
  isLinkAddress,
  MAX_LIST_DEPTH,
  type Block,
  type Inline,
  type Link,
  type Mark,
  type Text,
} from './types';

type Marks = { [mark in Mark]?: true };

/** A document while it is read. */
interface Reading {
  markdown: string;
  definitions: Map<string, Definition>;
  used: Set<Definition>;
}

const refuseAt = (node: Pick<Nodes, 'position'>, message: string): never => {
  throw new MarkdownError(message, node.position?.start.line ?? 1, node.position?.start.column);
};

/** What a person would call it. */
const NAMES: Partial<Record<Nodes['type'], string>> = {
  blockquote: 'a quote',
  code: 'a block of code',
  footnoteDefinition: 'a footnote',
  footnoteReference: 'a footnote',
  heading: 'a heading',
  image: 'an image',
  imageReference: 'an image',
  link: 'a link',
  linkReference: 'a link',
  list: 'a list',
  listItem: 'an entry of a list',
  paragraph: 'a paragraph',
  table: 'a table',
  thematicBreak: 'a rule',
};

const ALLOWED =
  'Allowed are paragraphs, headings, lists, quotes, code, images alone in a paragraph, and in a line bold, italic, ' +
  `~~struck through~~, code, links and the tags ${ALLOWED_TAGS}.`;

const refuse = (node: Nodes, hint = ALLOWED, name = NAMES[node.type] ?? node.type): never =>
  refuseAt(node, `Rich text has no place for this Markdown (${name}). ${hint}`);

/** Both ways to write `[text][name]` lead to the definition; one that is missing leaves the brackets text. */
const definitionOf = (node: LinkReference | ImageReference, reading: Reading): Definition => {
  const definition = reading.definitions.get(node.identifier);
  if (!definition) return refuse(node, `Nothing defines [${node.label ?? node.identifier}].`);
  reading.used.add(definition);
  return definition;
};

const LINK_ADDRESS = 'A link needs an address that starts with https://, http://, mailto:, tel: or with /.';

const addressOf = (node: Nodes, url: string): string =>
  isLinkAddress(url) ? url : refuseAt(node, `"${url.slice(0, 80)}" cannot be linked to. ${LINK_ADDRESS}`);

const refuseTag = (node: Html, tag?: Tag): never =>
  refuse(
    node,
    `Allowed are the tags ${ALLOWED_TAGS}, without other attributes.`,
    tag ? `the HTML tag ${node.value.slice(0, 40)}` : 'HTML'
  );

/** A tag that is open, and what stands in it so far. */
interface Frame {
  tag?: { name: string; node: Html };
  marks: Marks;
  link?: Omit<Link, 'type' | 'children'>;
  out: Inline[];
}

const onlyTexts = (node: Nodes, inlines: Inline[]): Text[] =>
  inlines.map((inline) => (inline.type === 'text' ? inline : refuse(node, 'A link within a link.')));

const openFrame = (node: Html, tag: Tag, { marks }: Frame): Frame => {
  const { href, rel, target, ...others } = tag.attributes;
  if (Object.keys(others).length > 0) return refuseTag(node, tag);
  const frame = { tag: { name: tag.name, node }, marks, out: [] };
  if (tag.name === 'a' && href !== undefined) {
    return {
      ...frame,
      link: {
        url: addressOf(node, href),
        ...(rel === undefined ? {} : { rel }),
        ...(target === undefined ? {} : { target }),
      },
    };
  }
  const mark = markOfTag(tag.name);
  if (!mark || Object.keys(tag.attributes).length > 0) return refuseTag(node, tag);
  return { ...frame, marks: { ...marks, [mark]: true } };
};

const closeFrame = (frame: Frame): Inline[] =>
  frame.link ? [{ type: 'link', ...frame.link, children: onlyTexts(frame.tag!.node, frame.out) }] : frame.out;

const isLineBreak = (node: Nodes | undefined): boolean =>
  node?.type === 'html' && /^<br\s*\/?>$/i.test(node.value);

/** A single line break in the source is a space, but for one beside a `<br>`, which only lays the source out. */
const inLine = (value: string, before?: Nodes, after?: Nodes): string => {
  const start = isLineBreak(before) && value.startsWith('\n') ? 1 : 0;
  const end = isLineBreak(after) && value.endsWith('\n') && value.length > start ? -1 : undefined;
  return value.slice(start, end).replaceAll('\n', ' ');
};

/**
 * HTML that no tag is: a comment or an instruction with a blank line in it is text for a parser that reads HTML only
 * within lines. What is escaped is meant as text.
 */
const checkForHtml = (node: Nodes, { markdown }: Reading): void => {
  const source = markdown.slice(node.position?.start.offset, node.position?.end.offset);
  if (/(?<=(?:^|[^\\])(?:\\\\)*)<(?:!--|!\[CDATA\[|\?)/.test(source)) {
    refuse(node, ALLOWED, 'HTML');
  }
};

/** Texts and links of a line. Tags are matched within one parent, as a tree of HTML has it. */
const inlines = (nodes: PhrasingContent[], marks: Marks, reading: Reading): Inline[] => {
  const frames: Frame[] = [{ marks, out: [] }];
  for (const [index, node] of nodes.entries()) {
    const frame = frames.at(-1)!;
    if (node.type !== 'html') {
      frame.out.push(...inline(node, frame.marks, reading, nodes[index - 1], nodes[index + 1]));
      continue;
    }
    const tag = parseTag(node.value);
    if (isLineBreak(node)) {
      frame.out.push({ type: 'text', text: '\n', ...frame.marks });
    } else if (!tag) {
      refuseTag(node);
    } else if (!tag.isClosing) {
      frames.push(openFrame(node, tag, frame));
    } else if (frame.tag?.name === tag.name) {
      frames.pop();
      frames.at(-1)!.out.push(...closeFrame(frame));
    } else {
      if (tag.name !== 'a' && !markOfTag(tag.name)) refuseTag(node, tag);
      refuseAt(node, `</${tag.name}> closes nothing that is open here.`);
    }
  }
  const { tag, out } = frames.at(-1)!;
  return tag ? refuseAt(tag.node, `<${tag.name}> is not closed in the same paragraph and emphasis.`) : out;
};

const inline = (
  node: Exclude<PhrasingContent, Html>,
  marks: Marks,
  reading: Reading,
  before?: Nodes,
  after?: Nodes
): Inline[] => {
  switch (node.type) {
    case 'text':
      if (/<[!?]/.test(node.value)) checkForHtml(node, reading);
      return [{ type: 'text', text: inLine(node.value, before, after), ...marks }];
    case 'inlineCode':
      return [{ type: 'text', text: inLine(node.value), ...marks, code: true }];
    case 'strong':
      return inlines(node.children, { ...marks, bold: true }, reading);
    case 'emphasis':
      return inlines(node.children, { ...marks, italic: true }, reading);
    case 'delete':
      return inlines(node.children, { ...marks, strikethrough: true }, reading);
    case 'break':
      return [{ type: 'text', text: '\n', ...marks }];
    case 'link':
    case 'linkReference': {
      const { url, title } = node.type === 'link' ? node : definitionOf(node, reading);
      if (title) refuse(node, 'Leave its title out.', 'the title of a link');
      const children = onlyTexts(node, inlines(node.children, marks, reading));
      return [{ type: 'link', url: addressOf(node, url), children }];
    }
    case 'image':
    case 'imageReference':
      return refuse(node, 'An image stands alone in a paragraph, not within text or a link.');
    default:
      return refuse(node);
  }
};

/** What a paragraph, heading, quote or entry holds. As many `<br>` as there are lines stand for lines without text. */
const lineOf = (nodes: PhrasingContent[], reading: Reading): Inline[] => {
  const written = nodes.filter((node) => !(node.type === 'text' && node.value === '\n'));
  return written.length > 0 && written.every(isLineBreak)
    ? [{ type: 'text', text: '\n'.repeat(written.length - 1) }]
    : inlines(nodes, {}, reading);
};

const image = (node: ImageNode | ImageReference, reading: Reading): unknown => {
  const { url, title } = node.type === 'image' ? node : definitionOf(node, reading);
  if (url === '') refuse(node, 'An image needs an address.', 'an image without an address');
  const source = reading.markdown.slice(node.position?.start.offset, node.position?.end.offset);
  if (/(?:\\| {2,})\n/.test(source)) refuse(node, 'Its text is one line.', 'a line break in an image');
  // A line break of the source is a space; one that is meant is written as a character reference.
  const value = (text: string): string => (source.includes('\n') ? text.replaceAll('\n', ' ') : text);
  return {
    type: 'image',
    image: { url, alternativeText: value(node.alt ?? ''), caption: value(title ?? '') },
    children: [{ type: 'text', text: '' }],
  };
};

/** Code with marks, which a fence cannot hold: `<pre data-language="js">` around a paragraph. */
const markedCode = (nodes: PhrasingContent[], reading: Reading): unknown => {
  const [first, ...rest] = nodes;
  const last = rest.pop();
  const tag = first?.type === 'html' ? parseTag(first.value) : undefined;
  if (!first || first.type !== 'html' || tag?.name !== 'pre' || tag.isClosing) return undefined;
  const { 'data-language': language, ...others } = tag.attributes;
  if (Object.keys(others).length > 0) return refuseTag(first, tag);
  if (last?.type !== 'html' || last.value.toLowerCase() !== '</pre>') {
    return refuseAt(first, '<pre> is one paragraph, from <pre> to </pre>.');
  }
  const children = inlines(rest, {}, reading);
  if (children.some(({ type }) => type === 'link')) refuse(first, 'Code has no links.', 'a link in code');
  return { type: 'code', language, children };
};

const list = (node: ListNode, depth: number, reading: Reading): unknown => {
  if (depth >= MAX_LIST_DEPTH) refuseAt(node, `More than ${MAX_LIST_DEPTH} lists stand in each other.`);
  if (node.ordered && node.start !== 1) {
    refuse(node, 'A list with numbers starts at 1.', `a list that starts at ${node.start}`);
  }
  return {
    type: 'list',
    format: node.ordered ? 'ordered' : 'unordered',
    children: node.children.flatMap((entry) => listItem(entry, depth, reading)),
  };
};

const isDefinition = (node: Nodes): boolean => node.type === 'definition';

/** A list item holds one paragraph; a list below it stands beside it in Strapi's blocks, one level deeper. */
const listItem = (item: ListItemNode, depth: number, reading: Reading): unknown[] => {
  if (typeof item.checked === 'boolean') refuse(item, ALLOWED, 'a task list');
  const nodes = item.children.filter((child) => !isDefinition(child));
  const [first] = nodes;
  const text = first?.type === 'paragraph' ? first : undefined;
  const lists = (text ? nodes.slice(1) : nodes).map((child) => {
    if (child.type === 'list') return list(child, depth + 1, reading);
    return refuse(child, 'An entry of a list is one paragraph, and lists below it.');
  });
  if (!text && lists.length > 0) return lists;
  return [{ type: 'list-item', children: lineOf(text?.children ?? [], reading) }, ...lists];
};

const quote = (node: Blockquote, reading: Reading): unknown => {
  const nodes = node.children.filter((child) => !isDefinition(child));
  const other = nodes.find((child, index) => index > 0 || child.type !== 'paragraph');
  if (other) refuse(other, 'A quote is one paragraph.', `${NAMES[other.type] ?? other.type} in a quote`);
  const [only] = nodes;
  return { type: 'quote', children: lineOf(only?.type === 'paragraph' ? only.children : [], reading) };
};

const paragraph = (nodes: PhrasingContent[], reading: Reading): unknown => {
  const [first] = nodes;
  const isImage = first?.type === 'image' || first?.type === 'imageReference';
  if (isImage && nodes.length === 1) return image(first, reading);
  return markedCode(nodes, reading) ?? { type: 'paragraph', children: lineOf(nodes, reading) };
};

const block = (node: RootContent, reading: Reading): unknown => {
  switch (node.type) {
    case 'paragraph':
      return paragraph(node.children, reading);
    case 'heading':
      return { type: 'heading', level: node.depth, children: lineOf(node.children, reading) };
    case 'list':
      return list(node, 0, reading);
    case 'blockquote':
      return quote(node, reading);
    case 'code':
      if (node.meta) refuse(node, 'Only the language may stand there.', `"${node.meta}" after the language`);
      return { type: 'code', language: node.lang, children: [{ type: 'text', text: node.value }] };
    default:
      return refuse(node);
  }
};

/** Definitions may stand in lists and quotes as well; the first one of a name counts. */
const definitionsIn = (nodes: Nodes[], depth = 0): Definition[] =>
  nodes.flatMap((node) => {
    if (node.type === 'definition') return [node];
    const isContainer = node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote';
    return isContainer && depth < 3 * MAX_LIST_DEPTH ? definitionsIn(node.children, depth + 1) : [];
  });

const convert = (root: Root, markdown: string): Block[] => {
  const all = definitionsIn(root.children);
  const definitions = new Map(all.toReversed().map((node) => [node.identifier, node]));
  const reading: Reading = { markdown, definitions, used: new Set() };
  const blocks = root.children.filter((node) => !isDefinition(node)).map((node) => block(node, reading));
  const unused = all.find((node) => !reading.used.has(node));
  if (unused) refuse(unused, 'Nothing refers to it.', `the definition of [${unused.label}]`);
  return canonicalBlocks(blocks);
};

const checkStorable = (markdown: string): void => {
  const line = markdown.split('\n').findIndex((text) => !isStorableText(text));
  if (line >= 0) {
    throw new MarkdownError('A null character or half a surrogate pair cannot be stored.', line + 1);
  }
};

/** A line in which nothing means anything to Markdown: no sign, and nothing at its start that could begin a block. */
const PLAIN_LINE = /^(?:[\p{L}"'„“(][^\\`*_~<>[\]&|\t]*)?(?<! )$/u;

/** Whether a line without a line end is the same in Markdown and as plain text. */
export const isPlainLine = (line: string): boolean => PLAIN_LINE.test(line);

/** Most texts are plain paragraphs; reading them is a hundred times as fast without the parser. */
const plainParagraphs = (markdown: string): Block[] | undefined => {
  if (!markdown.split('\n').every(isPlainLine)) return undefined;
  return markdown
    .split(/\n{2,}/)
    .map((text) => text.replace(/^\n|\n$/g, ''))
    .filter((text) => text !== '')
    .map((text) => ({ type: 'paragraph', children: [{ type: 'text', text: text.replaceAll('\n', ' ') }] }));
};

/**
 * Turns a text in Markdown into Strapi's blocks, in their canonical form.
 *
 * @throws MarkdownError for what blocks cannot hold
 */
export const createReader =
  (libraries: Libraries) =>
  (markdown: string): Block[] => {
    // A carriage return that is left afterwards is one that a character reference has put there.
    const source = markdown.replace(/\r\n?/g, '\n');
    checkStorable(source);
    checkLimits(source, libraries);
    return plainParagraphs(source) ?? convert(libraries.parse(source), source);
  };
