import type { Image, Text } from 'mdast';
import type { Info, Options, State } from 'mdast-util-to-markdown';
import type { Libraries } from '../libraries';
import type { Verbatim } from './to-mdast';

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const reference = (character: string): string =>
  NAMED[character] ?? `&#x${character.codePointAt(0)!.toString(16).toUpperCase()};`;

/**
 * Returns a text with character references for special characters, and for spaces that could get lost.
 *
 * Some renderers (marked 15 to 17) parse the text of a link a second time without its backslashes, and put the
 * alternative text of an image into its attribute without escaping it: text that is escaped by CommonMark's rules becomes
 * markup there, and scripts run. A reference is text for all of them.
 */
const withReferences = (text: string): string =>
  text.replace(/[&<>"[\]\\`*_~|\t\n\r\u{FEFF}]|^ | $| (?= )/gu, reference);

/**
 * Returns an escaped text that is safe for renderers with autolinks, which take the backslash before a `<` for the end of
 * a URL: `<` becomes a reference.
 */
const safeText = (escaped: string): string =>
  escaped
    .replace(/\\([\\<])/g, (pair, character: string) => (character === '<' ? NAMED['<']! : pair))
    .replaceAll('\r', reference);

/** Writes an image like the library, with references in its texts. */
const writeImage = ({ url, alt, title }: Image, state: State, info: Info): string => {
  const exit = state.enter('image');
  const isLiteral = (!url && !!title) || /[\0- \u007F]/.test(url);
  const leave = state.enter(isLiteral ? 'destinationLiteral' : 'destinationRaw');
  const [before, after] = isLiteral ? ['<', '>'] : ['(', title ? ' ' : ')'];
  const safeUrl = state.safe(url, { ...info, before, after });
  leave();
  exit();
  const destination = isLiteral ? `<${safeUrl}>` : safeUrl;
  return `![${withReferences(alt ?? '')}](${destination}${title ? ` "${withReferences(title)}"` : ''})`;
};

/** Returns the options for writing Markdown, in files and for readers. */
export const markdownOptions = ({ strikethroughToMarkdown }: Libraries): Options => ({
  bullet: '-',
  bulletOther: '*',
  emphasis: '*',
  strong: '*',
  fences: true,
  listItemIndent: 'one',
  handlers: {
    verbatim: ({ value }: Verbatim) => value,
    // The library does not escape a carriage return, which would be read as a line end.
    text: ({ value }: Text, _, state, info) =>
      state.stack.includes('label') ? withReferences(value) : safeText(state.safe(value, info)),
    image: (node: Image, _, state, info) => writeImage(node, state, info),
  },
  extensions: [strikethroughToMarkdown()],
});
