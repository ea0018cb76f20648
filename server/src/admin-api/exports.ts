import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dayOf } from '../editorial/days';
import { documentId } from '../documents/document';
import { loadKeys } from '../documents/keys';
import { exportGuides } from '../export/export';
import { packFolder } from '../export/pack-folder';
import type { Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { EXPORT_ACTION } from './permissions';

/** `articles` are documentIds with commas between them. */
const querySchema = z.object({ articles: z.string().min(1).max(7000).optional() });

interface ExportContext {
  query: unknown;
  type: string;
  body: unknown;
  set(headers: Record<string, string>): void;
  res: NodeJS.EventEmitter;
}

/** Returns the keys of articles in their files. */
const keysOf = async (strapi: Strapi, articles: string[]): Promise<string[]> => {
  const keys = await loadKeys(strapi);
  const found = articles.flatMap((article) => keys.keyOf('article', article) ?? []);
  if (found.length === 0) throw new errors.NotFoundError('There are no such articles.');
  return found.map((key) => documentId('article', key));
};

/** For the admin panel: `GET /career-field/exports`. */
export const exportResource = adminResource('export', {
  /** Responds with a ZIP archive of what `career-field export` writes: some articles, or everything. */
  create: {
    method: 'GET',
    path: '/exports',
    permissions: [EXPORT_ACTION],
    async respond(strapi: Strapi, context: ExportContext): Promise<void> {
      const parsed = querySchema.safeParse(context.query);
      if (!parsed.success) throw new errors.ValidationError('The request names no articles to export.');
      const { articles } = parsed.data;
      const only = articles ? await keysOf(strapi, articles.split(',')) : [];
      const temporary = await mkdtemp(path.join(tmpdir(), 'career-field-export-'));
      const remove = (): void => void rm(temporary, { recursive: true, force: true });
      try {
        const folder = path.join(temporary, 'files');
        const { warnings } = await exportGuides(strapi, folder, { only });
        const archive = path.join(temporary, 'archive.zip');
        await packFolder(folder, archive, warnings.length > 0 ? { 'warnings.txt': warnings.join('\n') } : {});
        context.type = 'application/zip';
        context.set({
          'Content-Disposition': `attachment; filename="career-fields-${dayOf(new Date())}.zip"`,
          'Cache-Control': 'private, no-store',
        });
        context.body = createReadStream(archive);
        context.res.once('close', remove);
      } catch (error) {
        remove();
        throw error;
      }
    },
  },
});
