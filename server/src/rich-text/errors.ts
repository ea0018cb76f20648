/** Markdown that Strapi's blocks cannot represent. */
export class MarkdownError extends Error {
  /**
   * @param line the line within the text, from 1
   * @param column the column within that line, from 1
   */
  constructor(
    message: string,
    readonly line: number,
    readonly column?: number
  ) {
    super(message);
    this.name = 'MarkdownError';
  }
}

/** A value that is not rich text, or that Markdown cannot represent. */
export class BlocksError extends Error {
  /** @param path the path of the node, such as `[2].children[0]`; empty for the whole text */
  constructor(
    message: string,
    readonly path: string
  ) {
    super(`Rich text that cannot be written as Markdown${path ? `, at ${path}` : ''}: ${message}`);
    this.name = 'BlocksError';
  }
}
