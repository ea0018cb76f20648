import { useAPIErrorHandler, useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useCallback, useEffect, useRef, useState } from 'react';
import { PLUGIN_ID } from '../plugin';

/** What a route of the plugin responds with, and how it is changed. */
export interface Resource<Data> {
  /** Undefined until it is loaded. */
  data: Data | undefined;
  hasFailed: boolean;
  isSending: boolean;
  reload: () => Promise<void>;
  /** Sends a change, shows its error, and takes over the response. @returns whether it succeeded */
  send: (method: 'post' | 'put', body: object) => Promise<boolean>;
}

/** @param path below `/career-field` */
export const useResource = <Data>(path: string): Resource<Data> => {
  const client = useFetchClient();
  const latestClient = useRef(client);
  latestClient.current = client;
  const { toggleNotification } = useNotification();
  const { formatAPIError } = useAPIErrorHandler();
  const [data, setData] = useState<Data>();
  const [hasFailed, setFailed] = useState(false);
  const [isSending, setSending] = useState(false);

  const reload = useCallback(async () => {
    try {
      const response = await latestClient.current.get<{ data: Data }>(`/${PLUGIN_ID}/${path}`);
      setData(response.data.data);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [path]);

  useEffect(() => void reload(), [reload]);

  const send: Resource<Data>['send'] = async (method, body) => {
    setSending(true);
    try {
      const response = await client[method]<{ data: Data }>(`/${PLUGIN_ID}/${path}`, body);
      setData(response.data.data);
      return true;
    } catch (error) {
      const message = formatAPIError(error as Parameters<typeof formatAPIError>[0]);
      toggleNotification({ type: 'danger', message });
      return false;
    } finally {
      setSending(false);
    }
  };

  return { data, hasFailed, isSending, reload, send };
};
