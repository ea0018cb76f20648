import type { Strapi } from '../../plugin';
import type { DatabaseValue } from './values';

export type Connection = Strapi['db']['connection'];

/** A row on its way into a table. */
export interface Row {
  values: DatabaseValue[];
  /** About how many characters it has. */
  size: number;
  /** Given by the database; 0 until then. */
  id: number;
}

/** More rows a statement make nothing faster, and the text of the statement longer. */
const MOST_ROWS = 1000;

interface Limits {
  /** How many values one statement may bring. */
  values: number;
  /** How many characters one statement may have. */
  size: number;
  /** The distance between two generated ids. */
  step: number;
}

const limitsOf = async (strapi: Strapi, trx: Connection): Promise<Limits> => {
  switch (strapi.db.dialect.client) {
    case 'sqlite':
      // SQLITE_MAX_VARIABLE_NUMBER
      return { values: 32_766, size: Infinity, step: 1 };
    case 'postgres':
      // The protocol counts parameters in 16 bits.
      return { values: 65_535, size: Infinity, step: 1 };
    default: {
      const [[settings]] = await trx.raw(
        'select @@max_allowed_packet as packet, @@auto_increment_increment as step'
      );
      // A character has up to three bytes in UTF-8 where it is one unit of a JavaScript string, and the driver puts
      // escapes before some; half of the packet stays for them and for what stands between the values.
      return { values: Infinity, size: Number(settings.packet) / 6, step: Number(settings.step) };
    }
  }
};

/** As many rows from `start` on as one statement can take: their number, at least one. */
const countOf = (rows: Row[], start: number, columns: number, limits: Limits): number => {
  const most = Math.min(MOST_ROWS, rows.length - start, Math.floor(limits.values / columns));
  let count = 1;
  for (let size = rows[start]!.size; count < most; count += 1) {
    size += rows[start + count]!.size;
    if (size > limits.size) break;
  }
  return count;
};

/** Writes rows of one table, and notes the ids that the database gives them. */
export type Insert = (table: string, columns: string[], rows: Row[], withIds: boolean) => Promise<void>;

/**
 * Writes many rows a statement.
 *
 * Which id belongs to which row: a generated id is larger than the one before it, and every database takes the rows of
 * a VALUES list in their order. PostgreSQL and SQLite promise no order for what RETURNING gives back, so it is sorted.
 * MySQL and MariaDB give the first id only; the others follow at the distance of `auto_increment_increment`, whatever
 * `innodb_autoinc_lock_mode` says: an insert whose number of rows is known beforehand, and that brings no id itself,
 * gets its ids in one piece, in the "interleaved" mode too (MySQL manual, "AUTO_INCREMENT Handling in InnoDB").
 *
 * @param trx an open transaction
 */
export const createInsert = (strapi: Strapi, trx: Connection): Insert => {
  let limits: Promise<Limits> | undefined;
  const returns = strapi.db.dialect.useReturning();

  const idsOf = (answer: unknown, count: number, step: number): number[] => {
    if (!returns) {
      const [{ insertId }] = answer as [{ insertId: number | string }];
      return Array.from({ length: count }, (_, index) => Number(insertId) + index * step);
    }
    const rows = Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows;
    return (rows as { id: number | string }[]).map(({ id }) => Number(id)).sort((a, b) => a - b);
  };

  return async (table, columns, rows, withIds) => {
    limits ??= limitsOf(strapi, trx);
    const { step, ...most } = await limits;
    const names = columns.map(() => '??').join();
    const one = `(${columns.map(() => '?').join()})`;
    const end = withIds && returns ? ' returning id' : '';
    for (let start = 0; start < rows.length;) {
      const count = countOf(rows, start, columns.length, { step, ...most });
      const chunk = rows.slice(start, start + count);
      const places = Array.from({ length: count }, () => one).join();
      const answer: unknown = await trx.raw(`insert into ?? (${names}) values ${places}${end}`, [
        table,
        ...columns,
        ...chunk.flatMap(({ values }) => values),
      ]);
      if (withIds) {
        const ids = idsOf(answer, count, step);
        chunk.forEach((row, index) => {
          row.id = ids[index]!;
        });
      }
      start += count;
    }
  };
};
