import { useSyncExternalStore } from 'react';
import { isWithin } from './open-field';

/** Paths of fields at which something is left to do, one for each point. */
type OpenPoints = readonly string[];

const NONE: OpenPoints = [];

let points = NONE;
const listeners = new Set<() => void>();

/** Says what is left to do in the open form, as its parts show it. Called again with `[]` when the form is closed. */
export const reportOpenPoints = (paths: OpenPoints): void => {
  if (paths.length === points.length && paths.every((path, index) => path === points[index])) return;
  points = paths;
  listeners.forEach((listener) => listener());
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Returns how many points a part of the open form has. */
export const useOpenPoints = (part: string): number =>
  useSyncExternalStore(subscribe, () => points.filter((path) => isWithin(path, part)).length);
