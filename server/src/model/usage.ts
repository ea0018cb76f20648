import type { Strapi } from '../plugin';
import { zoneHolders } from '../strapi-internals/zone-holders';
import { registeredAttributes } from './attributes';
import { walkAttributes } from './walk';

/** A document that references another one, in one locale. */
export interface Usage {
  /** The uid of its content type: one of the plugin's, or of the site. */
  uid: string;
  documentId: string;
  /** Null for a content type without locales. */
  locale: string | null;
  title: string;
  /** Whether the published version has the reference; readers see it there. */
  isPublished: boolean;
  /** Whether the draft has it. False only for a published version whose draft no longer has it. */
  isDraft: boolean;
}

/** A usage with what the conditions of a role read. */
export interface FoundUsage {
  usage: Usage;
  row: object;
}

/** The steps to a relation: names of attributes, and in a dynamic zone the component. */
interface RelationPath {
  zone: { name: string; component: string } | undefined;
  /** From the entry, or from the component in the dynamic zone. */
  steps: string[];
}

/** Attributes that Strapi adds to each type. */
const OF_STRAPI = new Set(['localizations', 'createdBy', 'updatedBy']);

/** Names of attributes that title an entry, the best one first. */
const TITLES = ['title', 'name', 'label', 'headline'];

const pathsTo = (strapi: Strapi, uid: string, target: string): RelationPath[] => {
  const paths: RelationPath[] = [];
  for (const { name, attribute, path } of walkAttributes(registeredAttributes(strapi), uid)) {
    if (attribute.type !== 'relation' || attribute.target !== target || OF_STRAPI.has(name)) continue;
    const zone = /^([^[.]+)\[([^\]]+)\]\.(.+)$/.exec(path);
    paths.push(
      zone
        ? { zone: { name: zone[1]!, component: zone[2]! }, steps: zone[3]!.split('.') }
        : { zone: undefined, steps: path.split('.') }
    );
  }
  return paths;
};

type Where = Record<string, unknown>;

const nested = (steps: string[], documentId: string): Where =>
  steps.reduceRight<Where>((inner, step) => ({ [step]: inner }), { documentId });

type Uid = Parameters<Strapi['db']['query']>[0];

const whereOf = async (
  strapi: Strapi,
  uid: string,
  paths: RelationPath[],
  documentId: string
): Promise<Where> => {
  const conditions: Where[] = [];
  for (const { zone, steps } of paths) {
    if (!zone) {
      conditions.push(nested(steps, documentId));
      continue;
    }
    const rows = (await strapi.db
      .query(zone.component as Uid)
      .findMany({ select: ['id'], where: nested(steps, documentId) })) as { id: number }[];
    const ids = rows.map(({ id }) => id);
    conditions.push({ id: { $in: await zoneHolders(strapi, uid, zone.name, zone.component, ids) } });
  }
  return { $or: conditions };
};

type Row = Record<string, unknown> & {
  documentId: string;
  locale?: string | null;
  publishedAt?: string | null;
};

const titleOf = (row: Row): string => {
  const title = TITLES.map((name) => row[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof title === 'string' ? title : row.documentId;
};

/** Returns the uids of the content types with a relation to a type: also those of the site, such as its menus. */
export const typesReferencing = (strapi: Strapi, target: string): string[] =>
  Object.keys(strapi.contentTypes).filter((uid) => pathsTo(strapi, uid, target).length > 0);

/**
 * Returns the documents of one type that reference a document, in a relation of their own or of a component, by title.
 *
 * @param target the uid of the referenced document
 * @param limit of the rows that are read; the draft and the published version of a locale are two
 */
export const findUsage = async (
  strapi: Strapi,
  uid: string,
  target: { uid: string; documentId: string },
  limit: number
): Promise<FoundUsage[]> => {
  const paths = pathsTo(strapi, uid, target.uid);
  if (paths.length === 0) return [];
  const { attributes, options } = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  const names = ['locale', 'publishedAt', ...TITLES].filter((name) => name in attributes);
  const rows = (await strapi.db.query(uid as Uid).findMany({
    select: ['id', 'documentId', ...names],
    where: await whereOf(strapi, uid, paths, target.documentId),
    populate: { createdBy: { populate: { roles: true } } },
    orderBy: { id: 'asc' },
    limit,
  })) as Row[];
  const found = new Map<string, FoundUsage>();
  for (const row of rows) {
    const locale = row.locale ?? null;
    const isPublished = options?.draftAndPublish !== true || Boolean(row.publishedAt);
    const isDraft = options?.draftAndPublish !== true || !row.publishedAt;
    const key = `${row.documentId} ${locale}`;
    const before = found.get(key)?.usage;
    const usage = {
      uid,
      documentId: row.documentId,
      locale,
      // Editors know an entry by the title of its draft.
      title: before && !isDraft ? before.title : titleOf(row),
      isPublished: isPublished || before?.isPublished === true,
      isDraft: isDraft || before?.isDraft === true,
    };
    found.set(key, { usage, row });
  }
  return [...found.values()].sort((one, other) => one.usage.title.localeCompare(other.usage.title));
};
