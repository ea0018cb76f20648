import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import { PUBLIC_TYPES } from '../../../content-types';
import type { UsageResponse } from '../../../server/src/admin-api/contracts';
import { PLUGIN_ID } from '../plugin';

const typeOf = (model: string): string | undefined =>
  PUBLIC_TYPES.find((type) => model === `plugin::${PLUGIN_ID}.${type}`);

/**
 * Returns which documents reference an entry; undefined while that is not known, and for a type of the site.
 *
 * @param model the uid of the type
 * @param documentId undefined for an entry that is not stored yet
 * @param changed another object whenever the entry was stored
 */
export const useUsage = (
  model: string,
  documentId: string | undefined,
  changed?: object
): UsageResponse | undefined => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [usage, setUsage] = useState<UsageResponse>();
  const type = typeOf(model);

  useEffect(() => setUsage(undefined), [type, documentId]);
  useEffect(() => {
    if (!type || !documentId) return;
    let isCancelled = false;
    latestGet
      .current<UsageResponse>(`/${PLUGIN_ID}/usage`, { params: { type, documentId } })
      .then(({ data }) => {
        if (!isCancelled) setUsage(data);
      })
      // The form works without it.
      .catch(() => {});
    return () => {
      isCancelled = true;
    };
  }, [type, documentId, changed]);

  return usage;
};
