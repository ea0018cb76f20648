import type { Mark } from './types';

/** The tags that stand for a mark. The first one of each mark is the one that is written. */
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

/** What a person may write, for messages. */
export const ALLOWED_TAGS = '<u>, <s>, <b>, <i>, <code>, <br>, <pre> and <a href>';

export const markOfTag = (name: string): Mark | undefined =>
  Object.hasOwn(MARK_OF_TAG, name) ? MARK_OF_TAG[name] : undefined;

/** `b` for bold: the tag that is written for a mark. */
export const tagOfMark = (mark: Mark): string =>
  Object.keys(MARK_OF_TAG).find((name) => MARK_OF_TAG[name] === mark)!;

export interface Tag {
  /** In lower case. */
  name: string;
  isClosing: boolean;
  attributes: Record<string, string>;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The references that attributes need; another one stays as it is written, as `&copy=` in an address has to. */
const decode = (value: string): string =>
  value.replace(/&(?:(amp|lt|gt|quot|apos)|#x([0-9a-f]{1,6}));/gi, (whole, name?: string, code?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()]!;
    const sign = Number.parseInt(code!, 16);
    const isCharacter = sign > 0 && sign <= 0x10ffff && !(sign >= 0xd800 && sign < 0xe000);
    return isCharacter ? String.fromCodePoint(sign) : whole;
  });

/** A tag as it stands in Markdown, or nothing for a comment, a declaration, an instruction. */
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
  value.replace(/["&<>\s\\`]/gu, (sign) =>
    sign === ' ' ? sign : `&#x${sign.codePointAt(0)!.toString(16).toUpperCase()};`
  );

/** `<a href="…">`; attributes without a value are left out. */
export const openTag = (name: string, attributes: Record<string, string | undefined> = {}): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${encode(value!)}"`);
  return `<${name}${written.join('')}>`;
};

export const closeTag = (name: string): string => `</${name}>`;
