import { useSyncExternalStore } from 'react';
import { PLUGIN_ID } from '../plugin';

/*
 * How far an editor has come with her first guide. It is kept in the browser, by the user's id: it is a hint and no
 * content, so it takes no table, no permission and no request. In another browser the steps are offered once more.
 */

/** What the form itself does not say. */
export interface Progress {
  /** She has seen a preview. */
  hasPreviewed?: true;
  /** She has closed the steps, or has published a guide. */
  isDone?: true;
}

const listeners = new Set<() => void>();

const keyOf = (user: string): string => `${PLUGIN_ID}.first-steps.${user}`;

const read = (user: string): string | null => {
  try {
    return localStorage.getItem(keyOf(user));
  } catch {
    return null;
  }
};

const parse = (stored: string | null): Progress => {
  try {
    return (JSON.parse(stored ?? '{}') as Progress | null) ?? {};
  } catch {
    return {};
  }
};

export const progressOf = (user: string): Progress => parse(read(user));

/** Adds to what is known of a user. */
export const noteProgress = (user: string, progress: Progress): void => {
  try {
    localStorage.setItem(keyOf(user), JSON.stringify({ ...progressOf(user), ...progress }));
  } catch {
    // Without a storage, the steps are offered again.
  }
  listeners.forEach((listener) => listener());
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useProgress = (user: string): Progress =>
  parse(useSyncExternalStore(subscribe, () => read(user)));
