import type { PublicType } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { isLocalised } from '../model/attributes';
import { attributesOf } from '../documents/attributes';
import type { FieldChange, PlanItem } from './report';

/** Tells apart what differs in one language alone, and what all languages share. */
export const splitShared = (
  strapi: Strapi,
  type: PublicType,
  changes: FieldChange[]
): { own: FieldChange[]; shared: FieldChange[] } => {
  const attributes = attributesOf(strapi, uidOf(type));
  const isShared = ({ path }: FieldChange): boolean => {
    const [name = ''] = path.split(/[.[]/);
    return Object.hasOwn(attributes, name) && !isLocalised(attributes[name]!);
  };
  return {
    own: changes.filter((change) => !isShared(change)),
    shared: changes.filter(isShared),
  };
};

/**
 * An item of the plan that leaves to editors what all languages share: writing it in one language would overwrite it
 * in theirs.
 *
 * @param changes everything that differs in this language; for one that comes in, from what the editors' languages have
 * @param editors the languages of the document that are an editor's
 * @param isUnfinished whether it has to be written whatever differs, because the run before was ended
 */
export const leaveShared = (
  strapi: Strapi,
  item: PlanItem,
  changes: FieldChange[],
  editors: string[],
  isUnfinished: boolean
): PlanItem => {
  const { own, shared } = splitShared(strapi, item.type, changes);
  if (shared.length === 0) return item;
  const keptShared = { locales: editors, changes: shared };
  if (item.outcome === 'create') return { ...item, keptShared };
  if (own.length > 0 || isUnfinished) return { ...item, changes: own, keptShared };
  // Not taken for applied: as soon as no language is an editor's any more, it is written.
  return { ...item, outcome: 'kept', reason: 'shared', changes: [], keptShared };
};
