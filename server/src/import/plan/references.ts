import { findCycle } from '../../model/category-cycles';
import type { PublicType } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import { documentId, formatPath, type FileIssue } from '../../documents/document';
import { findInParts } from '../../documents/in-parts';
import { byName } from '../../documents/keys';
import { proposals } from '../../documents/nearest';
import type { FileReference } from '../../documents/prepare';
import { findKnownDocuments } from '../../documents/records';
import type { UncheckedReference } from '../report';

/** A document and its references. */
export interface ReferencingDocument {
  id: string;
  file: string;
  references: FileReference[];
}

/** Returns the keys of imported documents of one type that still exist in the site. */
const keysInSite = async (strapi: Strapi, type: PublicType): Promise<string[]> => {
  const prefix = documentId(type, '');
  const records = (await strapi.db
    .query(uidOf('seed-record'))
    .findMany({ where: { key: { $startsWith: prefix } }, select: ['key'] })) as { key: string }[];
  const present = await findKnownDocuments(strapi, [...new Set(records.map(({ key }) => key))]);
  return [...present.keys()].map((id) => id.slice(prefix.length));
};

/** Returns those of the slugs that documents of the site have. */
const slugsInSite = async (strapi: Strapi, type: PublicType, slugs: string[]): Promise<Set<string>> => {
  const rows = await findInParts<string, { slug: string }>(slugs, (part) =>
    strapi.db.query(uidOf(type)).findMany({ where: { slug: { $in: part } }, select: ['slug'] })
  );
  return new Set(rows.map(({ slug }) => slug));
};

/**
 * Lists the references to documents that are not among the files.
 *
 * @param ids all documents of the files, including the invalid ones
 */
export const findReferencesElsewhere = (
  documents: ReferencingDocument[],
  ids: Set<string>
): UncheckedReference[] =>
  documents.flatMap(({ file, references }) =>
    references
      .filter(({ id }) => !ids.has(id))
      .map(({ id, path, position }) => ({ file, ...position, path: formatPath(path), id }))
  );

/**
 * Finds references to documents that are neither in the files nor were imported into the site before.
 *
 * @param ids all documents of the files, including the invalid ones
 */
export const findUnknownReferences = async (
  strapi: Strapi,
  documents: ReferencingDocument[],
  ids: Set<string>
): Promise<FileIssue[]> => {
  const elsewhere = new Set(
    documents.flatMap(({ references }) => references.map(({ id }) => id)).filter((id) => !ids.has(id))
  );
  const known = await findKnownDocuments(strapi, [...elsewhere]);
  const unknown = documents.flatMap(({ file, references }) =>
    references.filter(({ id }) => !ids.has(id) && !known.has(id)).map((reference) => ({ file, reference }))
  );
  /** The hint for an unknown key, by type. */
  const hints = new Map<PublicType, (key: string) => string>();
  for (const type of new Set(unknown.map(({ reference: { target } }) => target))) {
    const wanted = unknown.flatMap(({ reference: { target, key } }) => (target === type ? [key] : []));
    const inFiles = [...ids].flatMap((id) =>
      id.startsWith(documentId(type, '')) ? [id.slice(type.length + 1)] : []
    );
    const names = [...new Set([...inFiles, ...(await keysInSite(strapi, type))])].sort(byName);
    const createdInSite = await slugsInSite(strapi, type, [...new Set(wanted)]);
    hints.set(type, (key) =>
      createdInSite.has(key)
        ? `The site has one with this address that was not imported from a file. Export it into your files first, for example: career-field export <folder> --only ${documentId(type, key)}`
        : proposals(key, names)
    );
  }
  return unknown.map(({ file, reference: { target, key, path, position } }) => {
    const what = `There is no ${target} with the key "${key}", in the files or in the site.`;
    const message = `${what} ${hints.get(target)?.(key) ?? ''}`.trim();
    return { file, ...position, path: formatPath(path), message };
  });
};

const PARENT = 'parent';

/** Finds categories that are below themselves, which would leave their guides without a breadcrumb. */
export const findCategoryCycles = (documents: ReferencingDocument[]): FileIssue[] => {
  const parents = new Map(
    documents.flatMap(({ id, file, references }) => {
      const parent = references.find(({ path }) => id.startsWith('category:') && path.at(-1) === PARENT);
      return parent ? [[id, { file, parent }] as const] : [];
    })
  );
  const parentsOf = (id: string): string[] => {
    const known = parents.get(id);
    return known ? [known.parent.id] : [];
  };
  return [...parents].flatMap(([start, { file, parent }]) => {
    const cycle = findCycle(start, parentsOf);
    if (!cycle) return [];
    const way = cycle.map((id) => id.slice(id.indexOf(':') + 1)).join(' → ');
    return [
      {
        file,
        ...parent.position,
        path: formatPath(parent.path),
        message: `The categories form a cycle: ${way}. A category cannot lie below itself.`,
      },
    ];
  });
};
