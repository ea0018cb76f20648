import type { Strapi } from '../plugin';
import { showPlace, type SeedFault } from './document';
import { unknownName } from './parse';
import type { Mention } from './prepare';
import { findKnownDocuments } from './records';

/** A document with what it points at. */
export interface Mentioning {
  id: string;
  file: string;
  mentions: Mention[];
}

/**
 * Looks for mentions of what is neither in the files nor was brought into the site before.
 *
 * @param ids all documents of the files
 */
export const findUnknownMentions = async (
  strapi: Strapi,
  documents: Mentioning[],
  ids: Set<string>
): Promise<SeedFault[]> => {
  const elsewhere = new Set(
    documents.flatMap(({ mentions }) => mentions.map(({ id }) => id)).filter((id) => !ids.has(id))
  );
  const known = await findKnownDocuments(strapi, [...elsewhere]);
  return documents.flatMap(({ file, mentions }) =>
    mentions
      .filter(({ id }) => !ids.has(id) && !known.has(id))
      .map(({ target, key, place, position }) => {
        const near = [...ids]
          .filter((id) => id.startsWith(`${target}:`))
          .map((id) => id.slice(target.length + 1));
        const hint = near.length > 0 ? ` ${unknownName(key, near)}` : '';
        const message = `There is no ${target} with the key "${key}", in the files or in the site.${hint}`;
        return { file, ...position, path: showPlace(place), message };
      })
  );
};

const PARENT = 'parent';

/** Looks for categories that lie below themselves: no page could say where it belongs. */
export const findCategoryCycles = (documents: Mentioning[]): SeedFault[] => {
  const parents = new Map(
    documents.flatMap(({ id, file, mentions }) => {
      const parent = mentions.find(({ place }) => id.startsWith('category:') && place.at(-1) === PARENT);
      return parent ? [[id, { file, parent }] as const] : [];
    })
  );
  return [...parents].flatMap(([start, { file, parent }]) => {
    const above = new Set([start]);
    let at: string | undefined = parent.id;
    while (at !== undefined && !above.has(at)) {
      above.add(at);
      at = parents.get(at)?.parent.id;
    }
    // A category that only leads into a circle of others is not the one to be put right.
    if (at !== start) return [];
    const way = [...above, start].map((id) => id.slice(id.indexOf(':') + 1)).join(' → ');
    return [
      {
        file,
        ...parent.position,
        path: showPlace(parent.place),
        message: `The categories form a circle: ${way}. A category cannot lie below itself.`,
      },
    ];
  });
};
