import type { FileIssue } from '../../documents/document';
import { unknownName } from '../../documents/nearest';
import type { PlanItem } from '../report';

/** A document of the plan, as far as the selection needs it. */
export interface Selectable {
  planned: { id: string };
  items: PlanItem[];
  references: { id: string }[];
}

const keyOf = (id: string): string => id.slice(id.indexOf(':') + 1);

const isSelected = (only: string[], id: string): boolean => only.includes(id) || only.includes(keyOf(id));

/**
 * Returns the selected documents, and the documents that they reference and that the site does not have, and so on:
 * without them, their references would be lost.
 *
 * @param only keys (`backend` or `article:backend`); everything if empty
 */
export const selectDocuments = <Document extends Selectable>(
  documents: Document[],
  only: string[]
): Document[] => {
  if (only.length === 0) return documents;
  const byId = new Map(documents.map((each) => [each.planned.id, each]));
  const selected = new Set(documents.filter(({ planned }) => isSelected(only, planned.id)));
  for (const { references } of selected) {
    for (const { id } of references) {
      const target = byId.get(id);
      if (target?.items.some(({ outcome }) => outcome === 'create')) selected.add(target);
    }
  }
  return documents.filter((each) => selected.has(each));
};

/** Returns an issue, without a file, for each selected key that no document has. */
export const findUnknownKeys = (documents: Selectable[], only: string[]): FileIssue[] =>
  only
    .filter((key) => !documents.some(({ planned }) => isSelected([key], planned.id)))
    .map((key) => {
      const known = documents.map(({ planned }) => keyOf(planned.id));
      const hint = known.length > 0 ? unknownName(key, known) : '';
      return { file: '', line: 1, column: 1, path: '', message: `No document has this key. ${hint}`.trim() };
    });
