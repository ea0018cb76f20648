import { useFetchClient } from '@strapi/strapi/admin';
import { useCallback, useEffect, useRef, useState } from 'react';
import { PLUGIN_ID } from '../plugin';

/**
 * Returns what the server knows of an article in one language, and how to send something that changes it.
 *
 * @param path below `/career-field`
 * @param changed another text whenever the entry was stored; Strapi's object of it is another one at each render
 */
export const useResource = <Data>(
  path: string,
  article: string | undefined,
  locale: string | undefined,
  changed: string | undefined
) => {
  const client = useFetchClient();
  const latest = useRef(client);
  latest.current = client;
  const [data, setData] = useState<Data>();

  const load = useCallback(async (): Promise<void> => {
    if (!article || !locale) return;
    const response = await latest.current.get<{ data: Data }>(`/${PLUGIN_ID}/${path}`, {
      params: { article, locale },
    });
    setData(response.data.data);
  }, [path, article, locale]);

  useEffect(() => setData(undefined), [path, article, locale]);
  useEffect(() => {
    // The form works without it.
    load().catch(() => {});
  }, [load, changed]);

  const send = async (to: string, body: object): Promise<void> => {
    await latest.current.post(`/${PLUGIN_ID}/${to}`, body);
    await load();
  };

  return { data, send };
};
