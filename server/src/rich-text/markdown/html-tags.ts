import type { Mark } from '../blocks';

/** The mark of each tag. The first tag of a mark is the one that is written. */
const MARK_OF_TAG: Record<string, Mark> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
};

/** The allowed tags, for messages. */
export const ALLOWED_TAGS = '<u>, <s>, <b>, <i>, <code>, <br>, <pre> and <a href>';

export const markOfTag = (name: string): Mark | undefined =>
  Object.hasOwn(MARK_OF_TAG, name) ? MARK_OF_TAG[name] : undefined;

/** Returns the tag that is written for a mark, such as `b` for bold. */
export const tagOfMark = (mark: Mark): string =>
  Object.keys(MARK_OF_TAG).find((name) => MARK_OF_TAG[name] === mark)!;

export interface Tag {
  /** In lower case. */
  name: string;
  isClosing: boolean;
  attributes: Record<string, string>;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the references that attributes need. Others stay as written, such as `&copy=` in a URL. */
const decode = (value: string): string =>
  value.replace(/&(?:(amp|lt|gt|quot|apos)|#x([0-9a-f]{1,6}));/gi, (whole, name?: string, code?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()]!;
    const point = Number.parseInt(code!, 16);
    const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000);
    return isCharacter ? String.fromCodePoint(point) : whole;
  });

/** Parses a tag in Markdown. Returns undefined for a comment, a declaration or an instruction. */
export const parseTag = (html: string): Tag | undefined => {
  const start = /^<(\/?)([a-z][a-z0-9-]*)/i.exec(html);
  if (!start) return undefined;
  const attributes: Record<string, string> = {};
  const rest = html.slice(start[0].length, -1);
  for (const [, name, double, single, bare] of rest.matchAll(
    /([^\s"'=<>`/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g
  )) {
    attributes[name!.toLowerCase()] = decode(double ?? single ?? bare ?? '');
  }
  return { name: start[2]!.toLowerCase(), isClosing: start[1] === '/', attributes };
};

const encode = (value: string): string =>
  value.replace(/["&<>\s\\`]/gu, (character) =>
    character === ' ' ? character : `&#x${character.codePointAt(0)!.toString(16).toUpperCase()};`
  );

/** Returns an opening tag, such as `<a href="…">`, without the attributes that have no value. */
export const openTag = (name: string, attributes: Record<string, string | undefined> = {}): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${encode(value!)}"`);
  return `<${name}${written.join('')}>`;
};

export const closeTag = (name: string): string => `</${name}>`;
