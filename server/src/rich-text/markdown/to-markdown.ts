import type { Image, Text } from 'mdast';
import type { Info, Options, State } from 'mdast-util-to-markdown';
import { canonicalBlocks } from './canonical';
import { BlocksError, MarkdownError } from './errors';
import type { Libraries } from './libraries';
import { STYLES, toMdast, type Leaf, type Style, type Verbatim } from './to-mdast';
import type { Block, List } from './types';

const ENCODED = STYLES.at(-1)!;

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const reference = (sign: string): string =>
  NAMED[sign] ?? `&#x${sign.codePointAt(0)!.toString(16).toUpperCase()};`;

/**
 * Text with a character reference for every sign that could begin or end something, and for spaces that could get lost.
 *
 * Some renderers (marked 15 to 17) parse the text of a link a second time, after its backslashes are gone, and put the
 * alternative text of an image into its attribute as it stands: what backslashes keep a text by CommonMark's rules
 * becomes markup that runs. A reference is a text for all of them.
 */
const withReferences = (text: string): string =>
  text.replace(/[&<>"[\]\\`*_~|\t\n\r\u{FEFF}]|^ | $| (?= )/gu, reference);

/**
 * A text whose signs are escaped. `<` gets a reference, because renderers that make links of bare addresses take the
 * backslash before it for the end of the address.
 */
const safeText = (escaped: string): string =>
  escaped
    .replace(/\\([\\<])/g, (pair, sign: string) => (sign === '<' ? NAMED['<']! : pair))
    .replaceAll('\r', reference);

/** An image as the library writes it, but for its texts. */
const writeImage = ({ url, alt, title }: Image, state: State, info: Info): string => {
  const exit = state.enter('image');
  const isLiteral = (!url && !!title) || /[\0- \u007F]/.test(url);
  const leave = state.enter(isLiteral ? 'destinationLiteral' : 'destinationRaw');
  const [before, after] = isLiteral ? ['<', '>'] : ['(', title ? ' ' : ')'];
  const address = state.safe(url, { ...info, before, after });
  leave();
  exit();
  const destination = isLiteral ? `<${address}>` : address;
  return `![${withReferences(alt ?? '')}](${destination}${title ? ` "${withReferences(title)}"` : ''})`;
};

/** How Markdown is written, in files and for readers. */
export const markdownOptions = ({ strikethroughToMarkdown }: Libraries): Options => ({
  bullet: '-',
  bulletOther: '*',
  emphasis: '*',
  strong: '*',
  fences: true,
  listItemIndent: 'one',
  handlers: {
    verbatim: ({ value }: Verbatim) => value,
    // The library leaves a carriage return, which would be read as a line end.
    text: ({ value }: Text, _, state, info) =>
      state.stack.includes('label') ? withReferences(value) : safeText(state.safe(value, info)),
    image: (node: Image, _, state, info) => writeImage(node, state, info),
  },
  extensions: [strikethroughToMarkdown()],
});

/** A block and each entry of a list, as a text of its own: what stands around one does not change how it reads. */
const leavesOf = (node: Block): { leaf: Leaf; alone: Block }[] =>
  node.type === 'list' ? entriesOf(node) : [{ leaf: node, alone: node }];

const entriesOf = ({ format, children }: List): { leaf: Leaf; alone: Block }[] =>
  children.flatMap((child) =>
    child.type === 'list'
      ? entriesOf(child)
      : [{ leaf: child, alone: { type: 'list', format, indentLevel: 0, children: [child] } }]
  );

/** References are exact and hard to read; the library writes some of its own accord. */
const hasReference = (markdown: string): boolean => /&#x/.test(markdown);

/**
 * Writes blocks as Markdown that reads back as the same blocks. What is written is read back: the best-looking style
 * for the whole text first, then for each block the first style in which that one is exact.
 */
export const createWriter = (libraries: Libraries, toBlocks: (markdown: string) => Block[]) => {
  const options = markdownOptions(libraries);

  const render = (blocks: readonly Block[], styleOf: (leaf: Leaf) => Style): string =>
    libraries.toMarkdown(toMdast(blocks, styleOf), options).replace(/\n$/, '');

  const isExact = (markdown: string, blocks: readonly Block[]): boolean => {
    try {
      return JSON.stringify(toBlocks(markdown)) === JSON.stringify(blocks);
    } catch (error) {
      if (error instanceof MarkdownError) return false;
      throw error;
    }
  };

  const bestStyle = (alone: Block): Style => {
    let exact: Style | undefined;
    for (const style of STYLES.filter((one) => one !== ENCODED)) {
      const markdown = render([alone], () => style);
      if (!isExact(markdown, [alone])) continue;
      if (!hasReference(markdown)) return style;
      exact ??= style;
    }
    return exact ?? ENCODED;
  };

  return (given: unknown[]): string => {
    const blocks = canonicalBlocks(given);
    const plain = render(blocks, () => STYLES[0]!);
    if (!hasReference(plain) && isExact(plain, blocks)) return plain;
    const styles = new Map(
      blocks.flatMap(leavesOf).map(({ leaf, alone }) => [leaf, bestStyle(alone)] as const)
    );
    const mixed = render(blocks, (leaf) => styles.get(leaf) ?? ENCODED);
    if (isExact(mixed, blocks)) return mixed;
    const encoded = render(blocks, () => ENCODED);
    if (isExact(encoded, blocks)) return encoded;
    throw new BlocksError('it is too long, or has too many marks in one paragraph.', '');
  };
};
