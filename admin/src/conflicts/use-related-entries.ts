import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type { RelatedEntry } from './related';
import { isContent, rowsOf } from './schema';

/** Documents per request. */
const PAGE_SIZE = 50;

const labelOf = (row: Record<string, unknown>): string =>
  [row.title, row.name, row.label].map((value) => (typeof value === 'string' ? value : '')).find(Boolean) ??
  String(row.documentId);

/**
 * The rows of related documents, by documentId; undefined until they are loaded. One that may not be read is missing.
 *
 * @param targets what is related, by type; the same object as long as it is the same
 */
export const useRelatedEntries = (
  targets: Map<string, Set<string>> | undefined,
  locale: unknown
): Map<string, RelatedEntry> | undefined => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [found, setFound] = useState<Map<string, RelatedEntry>>();

  useEffect(() => {
    if (!targets) return;
    let isCancelled = false;
    const load = async (target: string, documentIds: string[]): Promise<RelatedEntry[]> => {
      try {
        const { data } = await latestGet.current<{ results?: unknown }>(
          `/content-manager/collection-types/${target}`,
          { params: { locale, page: 1, pageSize: PAGE_SIZE, filters: { documentId: { $in: documentIds } } } }
        );
        return rowsOf(isContent(data) ? data.results : []).map((row) => ({
          id: Number(row.id),
          documentId: String(row.documentId),
          locale: row.locale as string | null | undefined,
          status: row.status as string | undefined,
          label: labelOf(row),
        }));
      } catch {
        // An editor who may not read the type sees the documentId, as elsewhere in Strapi.
        return [];
      }
    };
    const loads = [...targets].flatMap(([target, documentIds]) => {
      const ids = [...documentIds];
      return Array.from({ length: Math.ceil(ids.length / PAGE_SIZE) }, (_each, index) =>
        load(target, ids.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE))
      );
    });
    void Promise.all(loads).then((entries) => {
      if (!isCancelled) setFound(new Map(entries.flat().map((entry) => [entry.documentId, entry])));
    });
    return () => {
      isCancelled = true;
    };
  }, [targets, locale]);
  return found;
};
