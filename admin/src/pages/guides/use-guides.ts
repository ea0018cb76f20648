import { useFetchClient } from '@strapi/strapi/admin';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OverviewQuery, OverviewResponse } from '../../../../server/src/admin-api/contracts';
import { PLUGIN_ID } from '../../plugin';

export interface GuidesPageData {
  /** What was loaded last; undefined before. */
  response: OverviewResponse | undefined;
  isLoading: boolean;
  /** The status of the response, 0 without one; undefined as long as requests succeed. */
  failure: number | undefined;
  reload: () => void;
}

const statusOf = (error: unknown): number => Number((error as { status?: number }).status ?? 0);

/** Loads a page of guides, and again whenever the request changes; an older response never replaces a newer one. */
export const useGuides = (query: OverviewQuery): GuidesPageData => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [state, setState] = useState<Omit<GuidesPageData, 'reload'>>({
    response: undefined,
    isLoading: true,
    failure: undefined,
  });
  const [attempt, setAttempt] = useState(0);
  const request = JSON.stringify(query);
  useEffect(() => {
    let isCancelled = false;
    setState((before) => ({ ...before, isLoading: true }));
    latestGet
      .current<OverviewResponse>(`/${PLUGIN_ID}/overview`, { params: JSON.parse(request) as OverviewQuery })
      .then(({ data }) => ({ response: data, failure: undefined }))
      .catch((error: unknown) => ({ response: undefined, failure: statusOf(error) }))
      .then((loaded) => {
        if (!isCancelled) setState({ ...loaded, isLoading: false });
      });
    return () => {
      isCancelled = true;
    };
  }, [request, attempt]);
  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  return { ...state, reload };
};
