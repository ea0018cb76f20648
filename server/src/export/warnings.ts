/** Collects the warnings of an export, each once and with the document that it concerns. */
export class Warnings {
  readonly lines: string[] = [];
  private document = '';

  /** Names the document of the warnings that follow, such as `article:backend`. */
  startDocument(id: string): void {
    this.document = id;
  }

  add(message: string): void {
    const line = `${this.document}: ${message}`;
    if (!this.lines.includes(line)) this.lines.push(line);
  }
}
