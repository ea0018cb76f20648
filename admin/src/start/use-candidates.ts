import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type { StartCandidatesResponse } from '../../../server/src/admin-api/contracts';
import { PLUGIN_ID } from '../plugin';

/** How long typing pauses before a search, in milliseconds. */
const PAUSE = 300;

export type Candidate = StartCandidatesResponse['data'][number];

/**
 * Returns what a guide can start from, after each pause in typing; undefined while it is searched.
 *
 * @param kind undefined for nothing
 */
export const useCandidates = (
  kind: 'article' | 'occupation' | undefined,
  locale: string,
  search: string
): Candidate[] | undefined => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [found, setFound] = useState<Candidate[]>();
  useEffect(() => {
    setFound(undefined);
    if (!kind) return;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      latestGet
        .current<StartCandidatesResponse>(`/${PLUGIN_ID}/guide-starts/candidates`, {
          params: { kind, locale, search },
          signal,
        })
        .then(({ data }) => data.data)
        .catch(() => [])
        .then((candidates) => {
          if (!signal.aborted) setFound(candidates);
        });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [kind, locale, search]);
  return found;
};
