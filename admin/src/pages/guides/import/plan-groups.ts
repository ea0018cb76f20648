import type { ImportItem, ImportOutcome } from '../../../../../server/src/admin-api/import-contracts';

/** In the order in which they are shown: what has to be decided comes first. */
export const OUTCOMES: readonly ImportOutcome[] = [
  'invalid',
  'conflict',
  'kept',
  'deleted',
  'update',
  'create',
];

/** Outcomes of which an editor decides: her version, or that of the file. */
const DECIDED: readonly ImportOutcome[] = ['conflict', 'kept', 'deleted'];

/** A document with the languages that have the same outcome. */
export interface PlannedDocument {
  id: string;
  outcome: ImportOutcome;
  isDecided: boolean;
  items: ImportItem[];
}

/** Returns the documents of a plan by outcome. A document is in each group in which one of its languages is. */
export const documentsIn = (items: ImportItem[], outcome: ImportOutcome): PlannedDocument[] => {
  const documents = new Map<string, PlannedDocument>();
  for (const item of items.filter((each) => each.outcome === outcome)) {
    const known = documents.get(item.id);
    if (known) known.items.push(item);
    else
      documents.set(item.id, { id: item.id, outcome, isDecided: DECIDED.includes(outcome), items: [item] });
  }
  return [...documents.values()];
};
