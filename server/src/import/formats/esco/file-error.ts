/** Thrown when the rest of a file cannot be read. Issues of single rows are collected instead. */
export class FileError extends Error {
  /**
   * @param line the line of the file, from 1
   * @param column the name of the column, if the error concerns one
   */
  constructor(
    message: string,
    readonly line = 1,
    readonly column = ''
  ) {
    super(message);
  }
}
