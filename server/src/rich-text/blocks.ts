/** A node of Strapi's rich text. */
export interface BlocksNode {
  type: string;
  [property: string]: unknown;
}

/** Rich text as Strapi stores it. */
export type Blocks = BlocksNode[];
