/** What makes a whole file unreadable from here on. Issues of single rows are no errors; they are collected. */
export class FileError extends Error {
  /**
   * @param line the line of the file, from 1
   * @param column the name of the column, where one is meant
   */
  constructor(
    message: string,
    readonly line = 1,
    readonly column = ''
  ) {
    super(message);
  }
}
