import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Strapi } from '../plugin';

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

/**
 * Uploads an image through the site's own provider, once: a file with the same content is taken again. The content is
 * known by a hash in the file's name, since Strapi keeps none.
 *
 * @returns the id of the upload's row
 */
export const uploadImage = async (strapi: Strapi, file: string): Promise<number> => {
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 16);
  const { name, ext } = path.parse(file);
  const uploadName = `${name}-${digest}${ext}`;
  const present = await strapi.db.query(FILE).findOne({ where: { name: uploadName }, select: ['id'] });
  if (present) return Number(present.id);

  const { size } = await stat(file);
  const [uploaded] = (await strapi
    .plugin('upload')
    .service('upload')
    .upload({
      data: { fileInfo: { name: uploadName } },
      files: {
        filepath: file,
        originalFilename: uploadName,
        mimetype: MIME_TYPES[ext.toLowerCase()] ?? 'application/octet-stream',
        size,
      },
    })) as { id: number }[];
  if (!uploaded) throw new Error(`The upload provider returned nothing for ${file}.`);
  return uploaded.id;
};
