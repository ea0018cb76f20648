import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type {
  ArticleLocale,
  CellCompleteness,
  OverviewRow,
} from '../../../../server/src/admin-api/contracts';
import { PLUGIN_ID } from '../../plugin';

/** Guides in one request; the numbers of the first ones appear while the others are counted. */
const CHUNK = 25;

const nameOf = ({ article, locale }: ArticleLocale): string => `${article} ${locale}`;

/** Returns rows with the completeness of the shown languages, as soon as it is counted. */
export const useCompleteness = (rows: OverviewRow[] | undefined, locales: string[]): OverviewRow[] => {
  const { post } = useFetchClient();
  const latestPost = useRef(post);
  latestPost.current = post;
  const [known, setKnown] = useState<ReadonlyMap<string, CellCompleteness['completeness']>>(new Map());
  const shown = locales.join(',');
  useEffect(() => {
    let isCancelled = false;
    setKnown(new Map());
    const wanted = (rows ?? []).flatMap(({ documentId: article, cells }) =>
      cells
        .filter(({ locale, completeness }) => !completeness && shown.split(',').includes(locale))
        .map(({ locale }) => ({ article, locale }))
    );
    const load = async (): Promise<void> => {
      for (let start = 0; start < wanted.length && !isCancelled; start += CHUNK) {
        const { data } = await latestPost.current<{ data: CellCompleteness[] }>(
          `/${PLUGIN_ID}/overview/completeness`,
          { cells: wanted.slice(start, start + CHUNK) }
        );
        if (isCancelled) return;
        setKnown(
          (before) =>
            new Map([...before, ...data.data.map((cell) => [nameOf(cell), cell.completeness] as const)])
        );
      }
    };
    // The table says everything else without it.
    load().catch(() => undefined);
    return () => {
      isCancelled = true;
    };
  }, [rows, shown]);
  return (rows ?? []).map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({
      ...cell,
      completeness:
        cell.completeness ?? known.get(nameOf({ article: row.documentId, locale: cell.locale })) ?? null,
    })),
  }));
};
