import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type { StartOptions } from '../../../server/src/admin-api/contracts';
import { PLUGIN_ID } from '../plugin';

/** Returns what the editor may start a guide with; null where she may not create one, undefined until it is known. */
export const useStartOptions = (): StartOptions | null | undefined => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [options, setOptions] = useState<StartOptions | null>();
  useEffect(() => {
    let isCancelled = false;
    latestGet
      .current<{ data: StartOptions }>(`/${PLUGIN_ID}/guide-starts/options`)
      .then(({ data }) => (data.data.locales.length > 0 ? data.data : null))
      // The empty form works without it.
      .catch(() => null)
      .then((found) => {
        if (!isCancelled) setOptions(found);
      });
    return () => {
      isCancelled = true;
    };
  }, []);
  return options;
};
