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
import { MAX_LIST_DEPTH, type Block, type Inline, type Link, type Mark, type Text } from '../blocks';
import { canonicalBlocks } from '../canonical-blocks';
import { MarkdownError } from '../errors';
import type { Libraries } from '../libraries';
import { isLinkUrl } from '../link-urls';
import { ALLOWED_TAGS, markOfTag, parseTag, type Tag } from './html-tags';
import { checkLimits } from './limits';
import { plainParagraphs } from './plain-paragraphs';

type Marks = { [mark in Mark]?: true };

/** The document that is read. */
interface Source {
  markdown: string;
  definitions: Map<string, Definition>;
  used: Set<Definition>;
}

const refuseAt = (node: Pick<Nodes, 'position'>, message: string): never => {
  throw new MarkdownError(message, node.position?.start.line ?? 1, node.position?.start.column);
};

/** The names of nodes in error messages. */
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
  listItem: 'a list item',
  paragraph: 'a paragraph',
  table: 'a table',
  thematicBreak: 'a rule',
};

const ALLOWED =
  'Allowed are paragraphs, headings, lists, quotes, code, images alone in a paragraph, and within a line bold, italic, ' +
  `~~strikethrough~~, code, links and the tags ${ALLOWED_TAGS}.`;

const refuse = (node: Nodes, hint = ALLOWED, name = NAMES[node.type] ?? node.type): never =>
  refuseAt(node, `Rich text cannot represent this Markdown (${name}). ${hint}`);

/** Returns the definition of `[text][name]`. Without one the parser takes the brackets for text. */
const definitionOf = (node: LinkReference | ImageReference, source: Source): Definition => {
  const definition = source.definitions.get(node.identifier);
  if (!definition) return refuse(node, `[${node.label ?? node.identifier}] is not defined.`);
  source.used.add(definition);
  return definition;
};

const LINK_URL = 'The URL of a link starts with https://, http://, mailto:, tel: or /.';

const linkUrlOf = (node: Nodes, url: string): string =>
  isLinkUrl(url) ? url : refuseAt(node, `"${url.slice(0, 80)}" cannot be linked to. ${LINK_URL}`);

const refuseTag = (node: Html, tag?: Tag): never =>
  refuse(
    node,
    `Allowed are the tags ${ALLOWED_TAGS}, without other attributes.`,
    tag ? `the HTML tag ${node.value.slice(0, 40)}` : 'HTML'
  );

/** An open tag with its content so far. */
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
        url: linkUrlOf(node, href),
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

/** A single line break in the source is a space, except next to a `<br>`, where it only formats the source. */
const inLine = (value: string, before?: Nodes, after?: Nodes): string => {
  const start = isLineBreak(before) && value.startsWith('\n') ? 1 : 0;
  const end = isLineBreak(after) && value.endsWith('\n') && value.length > start ? -1 : undefined;
  return value.slice(start, end).replaceAll('\n', ' ');
};

/**
 * Rejects a comment or an instruction with a blank line in it: the parser, which reads HTML only within lines, takes it
 * for text. Escaped ones are text.
 */
const checkForHtml = (node: Nodes, { markdown }: Source): void => {
  const source = markdown.slice(node.position?.start.offset, node.position?.end.offset);
  if (/(?<=(?:^|[^\\])(?:\\\\)*)<(?:!--|!\[CDATA\[|\?)/.test(source)) {
    refuse(node, ALLOWED, 'HTML');
  }
};

/** Reads the texts and links of a line. Tags are matched within one parent, as in an HTML tree. */
const inlines = (nodes: PhrasingContent[], marks: Marks, source: Source): Inline[] => {
  const frames: Frame[] = [{ marks, out: [] }];
  for (const [index, node] of nodes.entries()) {
    const frame = frames.at(-1)!;
    if (node.type !== 'html') {
      frame.out.push(...inline(node, frame.marks, source, nodes[index - 1], nodes[index + 1]));
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
      refuseAt(node, `</${tag.name}> has no opening tag here.`);
    }
  }
  const { tag, out } = frames.at(-1)!;
  return tag ? refuseAt(tag.node, `<${tag.name}> is not closed in the same paragraph and emphasis.`) : out;
};

const inline = (
  node: Exclude<PhrasingContent, Html>,
  marks: Marks,
  source: Source,
  before?: Nodes,
  after?: Nodes
): Inline[] => {
  switch (node.type) {
    case 'text':
      if (/<[!?]/.test(node.value)) checkForHtml(node, source);
      return [{ type: 'text', text: inLine(node.value, before, after), ...marks }];
    case 'inlineCode':
      return [{ type: 'text', text: inLine(node.value), ...marks, code: true }];
    case 'strong':
      return inlines(node.children, { ...marks, bold: true }, source);
    case 'emphasis':
      return inlines(node.children, { ...marks, italic: true }, source);
    case 'delete':
      return inlines(node.children, { ...marks, strikethrough: true }, source);
    case 'break':
      return [{ type: 'text', text: '\n', ...marks }];
    case 'link':
    case 'linkReference': {
      const { url, title } = node.type === 'link' ? node : definitionOf(node, source);
      if (title) refuse(node, 'Remove its title.', 'the title of a link');
      const children = onlyTexts(node, inlines(node.children, marks, source));
      return [{ type: 'link', url: linkUrlOf(node, url), children }];
    }
    case 'image':
    case 'imageReference':
      return refuse(node, 'An image is alone in a paragraph, not within text or a link.');
    default:
      return refuse(node);
  }
};

/** Reads the content of a paragraph, heading, quote or list item. `<br>` alone are lines without text. */
const lineOf = (nodes: PhrasingContent[], source: Source): Inline[] => {
  const written = nodes.filter((node) => !(node.type === 'text' && node.value === '\n'));
  return written.length > 0 && written.every(isLineBreak)
    ? [{ type: 'text', text: '\n'.repeat(written.length - 1) }]
    : inlines(nodes, {}, source);
};

const image = (node: ImageNode | ImageReference, source: Source): unknown => {
  const { url, title } = node.type === 'image' ? node : definitionOf(node, source);
  if (url === '') refuse(node, 'An image needs a URL.', 'an image without a URL');
  const written = source.markdown.slice(node.position?.start.offset, node.position?.end.offset);
  if (/(?:\\| {2,})\n/.test(written)) refuse(node, 'Its text is one line.', 'a line break in an image');
  // A line break in the source is a space; an intended one is written as a character reference.
  const value = (text: string): string => (written.includes('\n') ? text.replaceAll('\n', ' ') : text);
  return {
    type: 'image',
    image: { url, alternativeText: value(node.alt ?? ''), caption: value(title ?? '') },
    children: [{ type: 'text', text: '' }],
  };
};

/** Reads code with marks, which a fence cannot have: `<pre data-language="js">` around a paragraph. */
const markedCode = (nodes: PhrasingContent[], source: Source): unknown => {
  const [first, ...rest] = nodes;
  const last = rest.pop();
  const tag = first?.type === 'html' ? parseTag(first.value) : undefined;
  if (!first || first.type !== 'html' || tag?.name !== 'pre' || tag.isClosing) return undefined;
  const { 'data-language': language, ...others } = tag.attributes;
  if (Object.keys(others).length > 0) return refuseTag(first, tag);
  if (last?.type !== 'html' || last.value.toLowerCase() !== '</pre>') {
    return refuseAt(first, '<pre> is one paragraph, from <pre> to </pre>.');
  }
  const children = inlines(rest, {}, source);
  if (children.some(({ type }) => type === 'link')) refuse(first, 'Code has no links.', 'a link in code');
  return { type: 'code', language, children };
};

const list = (node: ListNode, depth: number, source: Source): unknown => {
  if (depth >= MAX_LIST_DEPTH) refuseAt(node, `Lists are nested more than ${MAX_LIST_DEPTH} deep.`);
  if (node.ordered && node.start !== 1) {
    refuse(node, 'A numbered list starts at 1.', `a list that starts at ${node.start}`);
  }
  return {
    type: 'list',
    format: node.ordered ? 'ordered' : 'unordered',
    children: node.children.flatMap((item) => listItem(item, depth, source)),
  };
};

const isDefinition = (node: Nodes): boolean => node.type === 'definition';

/** A list item has one paragraph. In blocks its nested lists are its siblings. */
const listItem = (item: ListItemNode, depth: number, source: Source): unknown[] => {
  if (typeof item.checked === 'boolean') refuse(item, ALLOWED, 'a task list');
  const nodes = item.children.filter((child) => !isDefinition(child));
  const [first] = nodes;
  const text = first?.type === 'paragraph' ? first : undefined;
  const lists = (text ? nodes.slice(1) : nodes).map((child) => {
    if (child.type === 'list') return list(child, depth + 1, source);
    return refuse(child, 'A list item is one paragraph, with lists below it.');
  });
  if (!text && lists.length > 0) return lists;
  return [{ type: 'list-item', children: lineOf(text?.children ?? [], source) }, ...lists];
};

const quote = (node: Blockquote, source: Source): unknown => {
  const nodes = node.children.filter((child) => !isDefinition(child));
  const other = nodes.find((child, index) => index > 0 || child.type !== 'paragraph');
  if (other) refuse(other, 'A quote is one paragraph.', `${NAMES[other.type] ?? other.type} in a quote`);
  const [only] = nodes;
  return { type: 'quote', children: lineOf(only?.type === 'paragraph' ? only.children : [], source) };
};

const paragraph = (nodes: PhrasingContent[], source: Source): unknown => {
  const [first] = nodes;
  const isImage = first?.type === 'image' || first?.type === 'imageReference';
  if (isImage && nodes.length === 1) return image(first, source);
  return markedCode(nodes, source) ?? { type: 'paragraph', children: lineOf(nodes, source) };
};

const block = (node: RootContent, source: Source): unknown => {
  switch (node.type) {
    case 'paragraph':
      return paragraph(node.children, source);
    case 'heading':
      return { type: 'heading', level: node.depth, children: lineOf(node.children, source) };
    case 'list':
      return list(node, 0, source);
    case 'blockquote':
      return quote(node, source);
    case 'code':
      if (node.meta) refuse(node, 'Only the language is allowed there.', `"${node.meta}" after the language`);
      return { type: 'code', language: node.lang, children: [{ type: 'text', text: node.value }] };
    default:
      return refuse(node);
  }
};

/** Returns all definitions, also those in lists and quotes. The first one of a name counts. */
const definitionsIn = (nodes: Nodes[], depth = 0): Definition[] =>
  nodes.flatMap((node) => {
    if (node.type === 'definition') return [node];
    const isContainer = node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote';
    return isContainer && depth < 3 * MAX_LIST_DEPTH ? definitionsIn(node.children, depth + 1) : [];
  });

const convert = (root: Root, markdown: string): Block[] => {
  const all = definitionsIn(root.children);
  const definitions = new Map(all.toReversed().map((node) => [node.identifier, node]));
  const source: Source = { markdown, definitions, used: new Set() };
  const blocks = root.children.filter((node) => !isDefinition(node)).map((node) => block(node, source));
  const unused = all.find((node) => !source.used.has(node));
  if (unused) refuse(unused, 'It is not referenced.', `the definition of [${unused.label}]`);
  return canonicalBlocks(blocks);
};

const checkStorable = (markdown: string): void => {
  const line = markdown.split('\n').findIndex((text) => !isStorableText(text));
  if (line >= 0) {
    throw new MarkdownError('A null character or half a surrogate pair cannot be stored.', line + 1);
  }
};

/** Creates a function that reads Markdown, see `MarkdownConverter.toBlocks`. */
export const createReader =
  (libraries: Libraries) =>
  (markdown: string): Block[] => {
    const text = markdown.replace(/\r\n?/g, '\n');
    checkStorable(text);
    checkLimits(text, libraries);
    return plainParagraphs(text) ?? convert(libraries.parse(text), text);
  };
