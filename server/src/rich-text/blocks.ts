/** A node of Strapi's rich text as it is stored. */
export interface BlocksNode {
  type: string;
  [property: string]: unknown;
}

/** Rich text as Strapi stores it. */
export type Blocks = BlocksNode[];

/** The marks of a text, in the order in which its attributes are written. */
export const MARKS = ['bold', 'italic', 'underline', 'strikethrough', 'code'] as const;

export type Mark = (typeof MARKS)[number];

export type Text = { type: 'text'; text: string } & { [mark in Mark]?: true };

/** `rel` and `target` are the further fields of the editor's link dialog. */
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

/** A nested list is a sibling of the list item that it belongs to, not its child. */
export interface List {
  type: 'list';
  format: 'ordered' | 'unordered';
  /** The number of lists around this one. */
  indentLevel: number;
  children: (ListItem | List)[];
}

export type Paragraph = { type: 'paragraph' | 'quote'; children: Inline[] };

export type Heading = { type: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; children: Inline[] };

/** The other properties of the file (size, formats) are read from the file that the URL names. */
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
 * validation (`blocks-validator` in `@strapi/core`) and of the editor in `@strapi/content-manager`.
 */
export type Block = Paragraph | Heading | List | Image | Code;

/** Nested lists, to bound the work; the validation of rich text allows fewer. */
export const MAX_LIST_DEPTH = 20;
