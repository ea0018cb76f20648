/**
 * Files of the Media Library: stores one as it is, and reads one back.
 *
 * Relies on: the service `upload` of the plugin upload with `upload({ data: { fileInfo }, files })`, which takes a file of
 * the disk as `filepath`, `originalFilename`, `mimetype` and `size` (strapi#22996), and which asks its own `getSettings()`
 * before it changes an image; and `strapi.dirs.static.public`, the folder of addresses without a host. Read in Strapi
 * 5.54.0.
 * When the service is missing: the call throws, and the transaction of the caller is rolled back. When it reads its settings
 * in another way: images are optimised as the site's settings say. When the folder is missing: such a file counts as one
 * that cannot be read.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Strapi } from '../plugin';

/** A row of the Media Library. */
export type FileRow = Record<string, unknown> & { id: number; documentId: string };

interface UploadService {
  upload: (request: unknown) => Promise<FileRow[]>;
  getSettings: () => Promise<Record<string, unknown> | null>;
}

const unchanged = new AsyncLocalStorage<true>();

/**
 * Runs an upload that stores the image unchanged. Strapi would encode it again with each transfer from site to site,
 * and lose quality. Concurrent uploads keep the site's settings.
 */
const withoutOptimization = async <Result>(
  service: UploadService,
  run: () => Promise<Result>
): Promise<Result> => {
  const { getSettings } = service;
  service.getSettings = async () => {
    const settings = await getSettings();
    return unchanged.getStore() ? { ...settings, sizeOptimization: false, autoOrientation: false } : settings;
  };
  try {
    return await unchanged.run(true, run);
  } finally {
    service.getSettings = getSettings;
  }
};

/**
 * Stores a file of the disk by the site's upload provider, byte for byte.
 *
 * @returns undefined when the provider returns nothing
 */
export const uploadUnchanged = async (
  strapi: Strapi,
  { file, mimetype, size }: { file: string; mimetype: string; size: number }
): Promise<FileRow | undefined> => {
  const service = strapi.plugin('upload').service('upload') as UploadService;
  const name = path.basename(file);
  const [row] = await withoutOptimization(service, () =>
    service.upload({
      data: { fileInfo: { name } },
      files: { filepath: file, originalFilename: name, mimetype, size },
    })
  );
  return row;
};

/** Reads a file's content from the storage of the site's upload provider; undefined if it cannot be read. */
export const readUpload = async (strapi: Strapi, url: string): Promise<Buffer | undefined> => {
  try {
    if (url.startsWith('/')) return await readFile(path.join(strapi.dirs.static.public, url));
    const response = await fetch(url);
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
};
