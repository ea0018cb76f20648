/** Markdown that Strapi's blocks have no place for. Nothing is dropped silently. */
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

/** Something that is not rich text, or that Markdown cannot say. Nothing is dropped silently here either. */
export class BlocksError extends Error {
  /** @param path where it is, such as `[2].children[0]`; empty for the whole */
  constructor(
    message: string,
    readonly path: string
  ) {
    super(`Rich text that cannot be written as Markdown${path ? `, at ${path}` : ''}: ${message}`);
    this.name = 'BlocksError';
  }
}
