import type { Batch } from './batch';
import type { Connection } from './insert';
import type { Models } from './models';

/** Ids in one statement, of which every database takes more. */
const IDS = 1000;

const inPieces = (ids: number[]): number[][] =>
  Array.from({ length: Math.ceil(ids.length / IDS) }, (_, index) =>
    ids.slice(index * IDS, (index + 1) * IDS)
  );

/**
 * Removes the components of rows at any depth, and the links of their relations and files. The rows themselves stay, with
 * their ids: what points at them goes on doing so.
 *
 * @param trx an open transaction
 */
export const removeParts = async (
  trx: Connection,
  models: Models,
  uid: string,
  ids: number[]
): Promise<void> => {
  const model = models.of(uid);
  const parts = new Map(model.parts.map(({ link }) => [link.table, link.columns]));
  for (const piece of inPieces(ids)) {
    for (const [table, [entity, component]] of parts) {
      const links: { id: number; type: string }[] = await trx(table)
        .select({ id: component!, type: 'component_type' })
        .whereIn(entity!, piece);
      await trx(table).whereIn(entity!, piece).delete();
      for (const type of new Set(links.map((link) => link.type))) {
        const rows = links.filter((link) => link.type === type).map(({ id }) => Number(id));
        await removeParts(trx, models, type, rows);
        for (const some of inPieces(rows)) await trx(models.of(type).table).whereIn('id', some).delete();
      }
    }
    if (model.media.length > 0) {
      const [, id, type] = models.files.columns;
      await trx(models.files.table).where(type!, uid).whereIn(id!, piece).delete();
    }
    for (const { name, link } of model.relations) {
      // Stages and assignees of Strapi's review workflows are no content.
      if (!name.startsWith('strapi_')) await trx(link.table).whereIn(link.columns[0]!, piece).delete();
    }
  }
};

/** What an update leaves as it is. */
const LEFT = new Set(['documentId', 'locale', 'createdAt', 'publishedAt', 'firstPublishedAt']);

/** Writes the values of rows that are there already. */
export const updateRows = async (trx: Connection, updates: Batch['updates']): Promise<void> => {
  for (const { model, row, kept } of updates) {
    const columns = model.scalars.flatMap(({ name, column }, index) =>
      LEFT.has(name) || kept.has(name) ? [] : [{ column, value: row.values[index]! }]
    );
    await trx.raw(`update ?? set ${columns.map(() => '?? = ?').join()} where id = ?`, [
      model.table,
      ...columns.flatMap(({ column, value }) => [column, value]),
      row.id,
    ]);
  }
};
