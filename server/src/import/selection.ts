import type { SeedFault } from '../documents/document';
import { unknownName } from '../documents/nearest';
import type { PlanItem } from './report';

/** A document of the plan, as far as it matters whether it is asked for. */
export interface Wishable {
  planned: { id: string };
  items: PlanItem[];
  mentions: { id: string }[];
}

const keyOf = (id: string): string => id.slice(id.indexOf(':') + 1);

const isWished = (only: string[], id: string): boolean => only.includes(id) || only.includes(keyOf(id));

/**
 * The documents that are wished for, and what they point at that the site has not got yet, and so on: without it, they
 * would come in with holes.
 *
 * @param only keys (`backend` or `article:backend`); everything if empty
 */
export const choose = <Document extends Wishable>(documents: Document[], only: string[]): Document[] => {
  if (only.length === 0) return documents;
  const byId = new Map(documents.map((each) => [each.planned.id, each]));
  const chosen = new Set(documents.filter(({ planned }) => isWished(only, planned.id)));
  for (const { mentions } of chosen) {
    for (const { id } of mentions) {
      const other = byId.get(id);
      if (other && other.items.some(({ outcome }) => outcome === 'create')) chosen.add(other);
    }
  }
  return documents.filter((each) => chosen.has(each));
};

/** A fault, in no file, for each wish that no document fulfils. */
export const findUnknownWishes = (documents: Wishable[], only: string[]): SeedFault[] =>
  only
    .filter((wish) => !documents.some(({ planned }) => isWished([wish], planned.id)))
    .map((wish) => {
      const known = documents.map(({ planned }) => keyOf(planned.id));
      const hint = known.length > 0 ? `${unknownName(wish, known)}` : '';
      return { file: '', line: 1, column: 1, path: '', message: `No document has this key. ${hint}`.trim() };
    });
