import { toUrl } from '../../model/formats';

/** The marks of a text, in the order in which its attributes are written. */
export const MARKS = ['bold', 'italic', 'underline', 'strikethrough', 'code'] as const;

export type Mark = (typeof MARKS)[number];

export type Text = { type: 'text'; text: string } & { [mark in Mark]?: true };

/** `rel` and `target` are what the editor's link dialog asks for beside the address. */
export interface Link {
  type: 'link';
  url: string;
  rel?: string;
  target?: string;
  children: Text[];
}

export type Inline = Text | Link;

export interface ListItem {
  type: 'list-item';
  children: Inline[];
}

/** A list below an entry stands beside it, not in it. */
export interface List {
  type: 'list';
  format: 'ordered' | 'unordered';
  /** How many lists it stands in. */
  indentLevel: number;
  children: (ListItem | List)[];
}

export type Paragraph = { type: 'paragraph' | 'quote'; children: Inline[] };

export type Heading = { type: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; children: Inline[] };

/** What the site knows of the file beside this (its size, its formats) comes back with the file that the URL names. */
export interface Image {
  type: 'image';
  image: { url: string; alternativeText: string; caption?: string };
  children: [{ type: 'text'; text: '' }];
}

export interface Code {
  type: 'code';
  language?: string;
  children: Text[];
}

/**
 * A block of Strapi's rich text in its canonical form, see `canonicalBlocks`. The shapes are those of Strapi's own
 * check (`blocks-validator` in `@strapi/core`) and of the editor in `@strapi/content-manager`.
 */
export type Block = Paragraph | Heading | List | Image | Code;

/** Lists within lists. The rules for rich text allow fewer; this only bounds the work. */
export const MAX_LIST_DEPTH = 20;

/**
 * Addresses that Strapi takes for a link: the same test as in its `blocks-validator`. What is safe for readers is
 * narrower, and a matter of the rules.
 */
export const isLinkAddress = (url: string): boolean => {
  const full = url.startsWith('/') ? `https://strapi.io${url}` : url;
  return ['http:', 'https:', 'ftp:', 'mailto:', 'tel:'].includes(toUrl(full)?.protocol ?? '');
};
