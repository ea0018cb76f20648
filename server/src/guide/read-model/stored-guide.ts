import { createHash } from 'node:crypto';
import type { GuideIndexEntry } from '../guide-index';
import type { Guide } from '../types';

/** What is stored of a guide beside it, so that lists and searches need not read it. */
export type EntryData = Omit<GuideIndexEntry, 'id' | 'version' | 'key' | 'article' | 'locale'> & {
  /** Of the finished guide: another one whenever a byte of it is another. */
  hash: string;
};

export const parseEntry = (text: string | null): Partial<EntryData> =>
  text ? (JSON.parse(text) as Partial<EntryData>) : {};

export const hashOf = (payload: string): string => createHash('sha256').update(payload).digest('base64url');

/** A stored guide, parsed. */
export const guideIn = (payload: string): Guide => JSON.parse(payload) as Guide;
