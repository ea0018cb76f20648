import type { FileIssue } from '../server/src/documents/document';
import { atMost, clean } from './text';

/** `--json` lists all of them. */
const MAX_ISSUES = 100;

/** `articles/backend.yaml:12:7  locales.de.title: …`, a form that editors and terminals turn into links. */
const describeIssue = ({ file, line, column, path, message }: FileIssue): string =>
  `  ${clean(file)}:${line}:${column}  ${path ? `${clean(path)}: ` : ''}${clean(message)}`;

/** Returns a line for each issue. */
export const describeIssues = (issues: FileIssue[]): string[] =>
  atMost(issues.map(describeIssue), MAX_ISSUES, '  ');
