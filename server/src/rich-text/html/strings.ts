/** A text as every database, browser and reader of Markdown takes it; what is no text is empty. */
export const cleanText = (value: unknown): string =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '').replace(/\r\n?/g, '\n') : '';

/** A text on one line; empty if there is none. */
export const oneLine = (value: string | null | undefined): string =>
  cleanText(value).replace(/\s+/g, ' ').trim();
