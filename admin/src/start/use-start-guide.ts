import { useFetchClient } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { StartedGuide, StartRequest } from '../../../server/src/admin-api/contracts';
import { PLUGIN_ID } from '../plugin';
import { useText } from '../use-text';

export type Start = StartRequest['from'];

/** Returns a function that creates the draft of a new guide, and what becomes of it. */
export const useStartGuide = (onStarted: (guide: StartedGuide) => void) => {
  const text = useText();
  const { post } = useFetchClient();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<string>();
  const start = async (request: StartRequest): Promise<void> => {
    setStarting(true);
    setError(undefined);
    try {
      const { data } = await post<{ data: StartedGuide }>(`/${PLUGIN_ID}/guide-starts`, request);
      onStarted(data.data);
    } catch (failure) {
      const { name, message } = failure as { name?: string; message?: string };
      // A rejected value is explained in the editor's language.
      const isExplained = name === 'ValidationError' && message;
      setError(isExplained ? message : text('start.failed'));
      setStarting(false);
    }
  };
  return { isStarting, error, start };
};
