/** Returns a text that every database, browser and Markdown parser accepts; empty for a value that is no text. */
export const cleanText = (value: unknown): string =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '').replace(/\r\n?/g, '\n') : '';

/** Returns a text on one line; empty if there is none. */
export const oneLine = (value: string | null | undefined): string =>
  cleanText(value).replace(/\s+/g, ' ').trim();
