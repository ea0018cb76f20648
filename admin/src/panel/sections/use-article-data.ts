import { useFetchClient } from '@strapi/strapi/admin';
import { useCallback, useEffect, useRef, useState } from 'react';
import { PLUGIN_ID } from '../../plugin';
import { ARTICLE } from '../../uids';
import type { SidePanelProps } from '../side-panel';

/**
 * Returns what a route of the plugin says of the opened article in its language; undefined until it is known. It is read
 * when the entry is opened, saved or published.
 *
 * @param path below `/career-field`
 */
export const useArticleData = <Data>(
  path: string,
  { model, document, meta }: SidePanelProps
): { data: Data | undefined; reload: () => void } => {
  const { get } = useFetchClient();
  const [data, setData] = useState<Data>();
  const [turn, setTurn] = useState(0);
  const latestGet = useRef(get);
  latestGet.current = get;

  const article = model === ARTICLE ? document?.documentId : undefined;
  const locale = document?.locale;
  useEffect(() => setData(undefined), [article, locale]);
  useEffect(() => {
    if (!article || !locale) return;
    let isCancelled = false;
    latestGet
      .current<{ data: Data }>(`/${PLUGIN_ID}/${path}`, { params: { article, locale } })
      .then((response) => {
        if (!isCancelled) setData(response.data.data);
      })
      // The form works without it.
      .catch(() => {});
    return () => {
      isCancelled = true;
    };
  }, [path, article, locale, document, meta, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { data, reload };
};
