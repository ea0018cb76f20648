/** Where a rich text stands on the page. */
export interface Place {
  /** What the ids in the text start with. */
  anchor: string;
  /**
   * The level of its topmost headings: the page's title is 1, sections are 2; a question or a study path stands in a
   * section and has a title of its own, which is 3.
   */
  level: 3 | 4;
}

/** Returns the id of a heading in the text with this anchor. */
export type HeadingIds = (anchor: string, heading: string) => string;

/**
 * Returns the absolute address of a file, or null for one that Strapi serves itself as long as the site has not said
 * under which address Strapi is reached: relative to the portal's page, it would be an address of the portal.
 */
export type AssetUrl = (url: string) => string | null;
