/** What makes a whole file unreadable from here on. Faults of single rows are no errors; they are collected. */
export class FileFault extends Error {
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
