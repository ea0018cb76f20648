import { createHash } from 'node:crypto';
import type { GuideIndexEntry } from '../guide-index';
import type { Guide } from '../types';

/** The column `entry`: what lists and the search need, so that they need not read the guide. */
export type EntryData = Omit<GuideIndexEntry, 'id' | 'version' | 'key' | 'article' | 'locale'> & {
  /** The hash of the finished guide. */
  hash: string;
};

export const parseEntry = (text: string | null): Partial<EntryData> =>
  text ? (JSON.parse(text) as Partial<EntryData>) : {};

export const hashOf = (payload: string): string => createHash('sha256').update(payload).digest('base64url');

/** Parses the column `payload`. */
export const guideIn = (payload: string): Guide => JSON.parse(payload) as Guide;
