import { errors } from '../../strapi-internals/host-utils';
import { hasLinkTable } from '../../strapi-internals/tables';
import { attributeOf, isRecord, type Attribute, type Model, type Models } from '../query-models';
import { hasVersions, isGuarded, PREVIEW_ACTION } from './guarded';

const sortPaths = (sort: unknown): string[] => {
  if (typeof sort === 'string') return sort.split(',').map((path) => path.split(':')[0]?.trim() ?? '');
  if (Array.isArray(sort)) return sort.flatMap(sortPaths);
  if (!isRecord(sort)) return [];
  return Object.entries(sort).flatMap(([key, nested]) =>
    isRecord(nested) ? [key, ...sortPaths(nested).map((path) => `${key}.${path}`)] : [key]
  );
};

/**
 * Whether an attribute of a published version leads to published versions and to types without drafts only. A type
 * without drafts, a relation to any type, and a relation without a join table (such as `localizations`, which joins all
 * versions with the same value) lead to drafts too.
 */
const leadsToPublished = (attribute: Attribute, owner: Model | undefined, target: Model): boolean =>
  attribute.type === 'component' ||
  (attribute.type === 'relation' &&
    !String(attribute.relation).startsWith('morph') &&
    hasLinkTable(attribute) &&
    hasVersions(owner) &&
    hasVersions(target));

/** @returns whether the path reads guarded documents */
const checkPath = (path: string, model: Model, isPublished: boolean, models: Models): boolean => {
  let current = model;
  let published = isPublished;
  let readsGuarded = false;
  for (const step of path.split(/[.[\]]+/)) {
    const attribute = attributeOf(current, step);
    const target = models.targetOf(attribute);
    if (!attribute || !target) break;
    published &&= leadsToPublished(attribute, current, target);
    readsGuarded ||= isGuarded(target.uid);
    if (isGuarded(target.uid) && !published) {
      throw new errors.ValidationError(
        `Sorting by "${path}" would compare drafts. It needs the permission ${PREVIEW_ACTION}.`,
        { path: `sort.${path}`, source: 'query', param: 'sort' }
      );
    }
    // A component belongs to one version of its document, so its relations lead where those of the document lead.
    current =
      attribute.type === 'component' ? { ...target, options: { draftAndPublish: published } } : target;
  }
  return readsGuarded;
};

/**
 * Rejects sorting by the content of drafts, which would reveal it one comparison at a time. Strapi cannot sort by
 * published versions only.
 *
 * @param isPublished whether the sorted rows are published versions
 * @returns whether the order reads guarded documents, in which case the sorted rows must be published
 * @throws ValidationError when it reads drafts
 */
export const checkSort = (sort: unknown, model: Model, isPublished: boolean, models: Models): boolean =>
  sortPaths(sort)
    .map((path) => checkPath(path, model, isPublished, models))
    .includes(true);
