import { documentId, type SourceDocument, type FileIssue } from '../../documents/document';

/** Returns the slug among attributes; an empty one is none. */
export const slugOf = (attributes: Record<string, unknown> | undefined): string | undefined =>
  typeof attributes?.slug === 'string' && attributes.slug !== '' ? attributes.slug : undefined;

/**
 * Checks files against each other, whatever the site has: no two may have the same type and key, or the same slug in
 * one locale.
 */
export const createUniqueDocuments = () => {
  const files = new Map<string, string>();
  const filesBySlug = new Map<string, string>();

  return {
    /** The file of each document. */
    files,

    /** Returns an issue if another file has the same type and key. */
    checkKey({ type, key, file, positionOf }: SourceDocument): FileIssue | undefined {
      const id = documentId(type, key);
      const other = files.get(id);
      if (other === undefined) {
        files.set(id, file);
        return undefined;
      }
      const message = `The file ${other} has the same type and key.`;
      return { file, ...positionOf(['key']), path: 'key', message };
    },

    /** Returns an issue for each slug that another file has in the same locale, as published or as a draft. */
    checkSlugs({ type, file, locales, draft, positionOf }: SourceDocument): FileIssue[] {
      const groups = [
        ...Object.entries(locales).map(([locale, group]) => ({ locale, group, path: ['locales', locale] })),
        ...Object.entries(draft.locales).map(([locale, group]) => ({
          locale,
          group,
          path: ['draft', 'locales', locale],
        })),
      ];
      return groups.flatMap(({ locale, group, path }) => {
        const slug = slugOf(group);
        if (slug === undefined) return [];
        const id = `${type} ${locale} ${slug}`;
        const other = filesBySlug.get(id);
        filesBySlug.set(id, file);
        if (other === undefined || other === file) return [];
        const message = `The file ${other} has the same address "${slug}".`;
        return [{ file, ...positionOf([...path, 'slug']), path: [...path, 'slug'].join('.'), message }];
      });
    },
  };
};

export type UniqueDocuments = ReturnType<typeof createUniqueDocuments>;
