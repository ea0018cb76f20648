import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { uidOf, type Strapi } from '../plugin';
import { uploadUnchanged, type FileRow } from '../strapi-internals/uploads';
import type { UploadedFile } from './resolve';

const MIME_TYPES: Record<string, string> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

const FILE = 'plugin::upload.file';

/** The attributes of a file's row that Strapi copies to blocks. */
const COPIED = [
  'name',
  'url',
  'width',
  'height',
  'formats',
  'hash',
  'ext',
  'mime',
  'size',
  'previewUrl',
  'provider',
  'provider_metadata',
  'createdAt',
  'updatedAt',
] as const;

/** Returns the SHA-256 of a file's content. */
export const digestOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

const asUploaded = (row: FileRow): UploadedFile => {
  const attributes: Record<string, unknown> = {};
  for (const name of COPIED) {
    const value = row[name] ?? null;
    attributes[name] = value instanceof Date ? value.toISOString() : value;
  }
  // Strapi's validation of blocks requires numbers, which an SVG without a size does not have.
  attributes.width ??= 0;
  attributes.height ??= 0;
  return { id: row.id, attributes };
};

/** Returns the key of an image's record, which does not depend on the name of its file. */
export const imageRecordKey = (digest: string): string => `image:${digest}`;

/**
 * Uploads images through the site's upload provider, once for each content. The seed records store which file has which
 * content, since Strapi stores no hash of it.
 */
export const createImages = (strapi: Strapi) => {
  const digests = new Map<string, string>();
  const uploaded = new Map<string, UploadedFile>();
  const records = strapi.db.query(uidOf('seed-record'));

  /** Returns the SHA-256 of a file's content, which is read once a run. */
  const digestOf = async (file: string): Promise<string> => {
    const known = digests.get(file);
    if (known) return known;
    const digest = await digestOfFile(file);
    digests.set(file, digest);
    return digest;
  };

  const findUploaded = async (digest: string): Promise<FileRow | undefined> => {
    const record = (await records.findOne({ where: { key: imageRecordKey(digest) } })) as {
      targetDocument: string;
    } | null;
    if (!record) return undefined;
    const row = await strapi.db.query(FILE).findOne({ where: { documentId: record.targetDocument } });
    return (row as FileRow | null) ?? undefined;
  };

  const storeRecord = async (digest: string, row: FileRow): Promise<void> => {
    const key = imageRecordKey(digest);
    // An older record may reference a file that an editor has deleted.
    await records.deleteMany({ where: { key } });
    await records.create({
      data: {
        key,
        targetLocale: '*',
        targetDocument: row.documentId,
        fileHash: digest,
        fingerprint: null,
        stamp: '',
      },
    });
  };

  const upload = async (file: string, digest: string): Promise<FileRow> => {
    const { size } = await stat(file);
    const mimetype = MIME_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    // In one transaction with its record: after an interruption in between, the next run would upload the file again.
    return strapi.db.transaction(async () => {
      const row = await uploadUnchanged(strapi, { file, mimetype, size });
      if (!row) throw new Error(`The site's upload provider returned nothing for ${file}.`);
      await storeRecord(digest, row);
      return row;
    });
  };

  return {
    digestOf,

    /** Uploads the files that the site does not have yet. */
    async ensure(files: string[]): Promise<void> {
      for (const file of files) {
        if (uploaded.has(file)) continue;
        const digest = await digestOf(file);
        uploaded.set(file, asUploaded((await findUploaded(digest)) ?? (await upload(file, digest))));
      }
    },

    /** Returns the site's copy of a file, after `ensure`. */
    uploadedAs: (file: string): UploadedFile | undefined => uploaded.get(file),
  };
};

export type Images = ReturnType<typeof createImages>;
