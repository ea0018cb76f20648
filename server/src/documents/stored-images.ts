import { createHash } from 'node:crypto';
import { uidOf, type Strapi } from '../plugin';
import { readUpload } from '../strapi-internals/uploads';
import { isObject } from './attributes';
import { ComparableImage } from './compare';
import { imageRecordKey } from './images';

const FILE = 'plugin::upload.file';

/** The used attributes of a row of the media library. */
export interface StoredFile {
  documentId: string;
  name: string;
  hash: string;
  ext: string | null;
  url: string;
}

/** Returns the hashes of all files in rows: Strapi's names of stored files, not digests of their content. */
const fileHashesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(fileHashesIn);
  if (!isObject(value)) return [];
  return [
    ...(typeof value.hash === 'string' ? [value.hash] : []),
    ...Object.values(value).flatMap(fileHashesIn),
  ];
};

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Loads files of the media library with the digests of their content. */
export const createStoredImages = (strapi: Strapi) => {
  const files = new Map<string, StoredFile>();
  const storedImages = new Map<string, ComparableImage>();

  const recordedDigests = async (found: StoredFile[]): Promise<Map<string, string>> => {
    const records = (await strapi.db.query(uidOf('seed-record')).findMany({
      where: {
        key: { $startsWith: imageRecordKey('') },
        targetDocument: { $in: found.map(({ documentId }) => documentId) },
      },
    })) as { targetDocument: string; fileHash: string }[];
    return new Map(records.map(({ targetDocument, fileHash }) => [targetDocument, fileHash]));
  };

  return {
    /** Loads all files in rows. */
    async load(rows: unknown): Promise<void> {
      const hashes = [...new Set(fileHashesIn(rows))].filter((hash) => !files.has(hash));
      if (hashes.length === 0) return;
      const found = (await strapi.db.query(FILE).findMany({
        where: { hash: { $in: hashes } },
        select: ['documentId', 'name', 'hash', 'ext', 'url'],
        orderBy: { id: 'desc' },
      })) as StoredFile[];
      const digests = await recordedDigests(found);
      for (const file of found) {
        files.set(file.hash, file);
        const recorded = digests.get(file.documentId);
        const content = recorded ? undefined : await readUpload(strapi, file.url);
        const digest = recorded ?? (content ? digestOf(content) : undefined);
        if (digest) storedImages.set(file.hash, new ComparableImage(file.name, digest));
        else storedImages.delete(file.hash);
      }
    },
    fileOf: (hash: string): StoredFile | undefined => files.get(hash),
    imageOf: (hash: string): ComparableImage | undefined => storedImages.get(hash),
  };
};

export type StoredImages = ReturnType<typeof createStoredImages>;
