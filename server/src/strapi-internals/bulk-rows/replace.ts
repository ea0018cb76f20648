/*
 * Relies on the tables of component links, files and relations, and on the prefix `strapi_` of relations of review workflows.
 * Read in Strapi 5.54.0. Without a table the query throws and the transaction is rolled back; if an update keeps or empties
 * other columns, the sample that the import compares differs, and the import takes the normal path.
 */
import type { Batch } from './batch';
import type { Connection } from './insert';
import type { Models } from './models';

/** Ids in one statement, below the limit of every database. */
const IDS = 1000;

const inPieces = (ids: number[]): number[][] =>
  Array.from({ length: Math.ceil(ids.length / IDS) }, (_, index) =>
    ids.slice(index * IDS, (index + 1) * IDS)
  );

/**
 * Removes the components of rows at any depth, and the links of their relations and files. The rows themselves keep their
 * ids, so that links to them stay valid.
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
      // Stages and assignees of Strapi's review workflows are not content.
      if (!name.startsWith('strapi_')) await trx(link.table).whereIn(link.columns[0]!, piece).delete();
    }
  }
};

/** Attributes that an update does not change. */
const UNCHANGED = new Set(['documentId', 'locale', 'createdAt', 'publishedAt', 'firstPublishedAt']);

/** Writes the values of existing rows. */
export const updateRows = async (trx: Connection, updates: Batch['updates']): Promise<void> => {
  for (const { model, row, kept } of updates) {
    const columns = model.scalars.flatMap(({ name, column }, index) =>
      UNCHANGED.has(name) || kept.has(name) ? [] : [{ column, value: row.values[index]! }]
    );
    await trx.raw(`update ?? set ${columns.map(() => '?? = ?').join()} where id = ?`, [
      model.table,
      ...columns.flatMap(({ column, value }) => [column, value]),
      row.id,
    ]);
  }
};
