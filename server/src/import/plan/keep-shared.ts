import type { PublicType } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import { attributesOf } from '../../documents/attributes';
import { isLocalised } from '../../model/attributes';
import type { FieldChange, PlanItem } from '../report';

/** Splits changes into those of localised attributes and those of shared attributes. */
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
 * Returns an item of the plan that keeps shared attributes: writing them in one locale would overwrite them in the
 * locales of editors.
 *
 * @param changes every difference in this locale; for a new locale, the differences from the editors' locales
 * @param editors the locales of the document that belong to an editor
 * @param isUnfinished whether it is written even without changes, because the last run was interrupted
 */
export const keepShared = (
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
  // Not recorded as applied: it is written as soon as no locale belongs to an editor.
  return { ...item, outcome: 'kept', reason: 'shared', changes: [], keptShared };
};
