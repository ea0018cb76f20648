import type { SeedFault } from '../server/src/documents/document';
import { atMost, clean } from './text';

/** More than these nobody corrects before the next try. */
const MAX_FAULTS = 100;

/** `articles/backend.yaml:12:7  locales.de.title: …`, in the form that editors and terminals make a link of. */
const describeFault = ({ file, line, column, path, message }: SeedFault): string =>
  `  ${clean(file)}:${line}:${column}  ${path ? `${clean(path)}: ` : ''}${clean(message)}`;

/** A line for each fault. */
export const describeFaults = (faults: SeedFault[]): string[] =>
  atMost(faults.map(describeFault), MAX_FAULTS, '  ');
