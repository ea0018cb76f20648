import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { findKnownDocuments } from '../../documents/records';
import { createSharedRelations } from '../../model/shared-relations';
import { SHARED_RELATIONS } from '../../model/shared-relations/relations';
import { uidOf, type Strapi } from '../../plugin';
import type { Connection } from '../../strapi-internals/bulk-rows/insert';
import {
  compareTrees,
  readTrees,
  type RowDifference,
  type RowTrees,
} from '../../strapi-internals/bulk-rows/stored-trees';
import { tableOf } from '../../strapi-internals/tables';
import { applyPlan } from '../apply';
import { typeOf } from '../apply/locations';
import { imagesToWrite, loadWork, type WriteContext } from '../apply/work';
import type { PlannedDocument } from '../plan';
import type { Failure } from '../report';
import { applyInBulk } from './apply';
import { chooseSample, limitReferences } from './sample';

/** Runs something in a transaction, and rolls it back. */
const inRolledBackTransaction = async <Result>(
  strapi: Strapi,
  run: (trx: Connection) => Promise<Result>
): Promise<Result> => {
  const rollback = new Error('The transaction is rolled back.');
  const results: Result[] = [];
  try {
    await strapi.db.transaction(async ({ trx }) => {
      results.push(await run(trx));
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
  return results[0]!;
};

/** Reads the selections of shared relations, which have a table of their own. */
const readSelections = async (strapi: Strapi, names: Map<string, string>): Promise<RowTrees> => {
  const selections = await createSharedRelations(strapi).read([...names.keys()]);
  const table = tableOf(strapi, uidOf('shared-relation'));
  const trees: RowTrees = new Map();
  for (const [source, id] of names) {
    for (const relation of SHARED_RELATIONS[typeOf(id)]) {
      for (const published of [false, true]) {
        const targets = selections.of({ relation, source, published });
        trees.set(`${id} ${relation.name} ${published}`, {
          table,
          values: { target: targets.map((target) => names.get(target) ?? target) },
        });
      }
    }
  }
  return trees;
};

/** Reads all rows of the documents with some ids, as they are in an open transaction. */
const readStored = async (strapi: Strapi, trx: Connection, ids: string[]): Promise<RowTrees> => {
  const documents = [...(await findKnownDocuments(strapi, ids))];
  const names = new Map(documents.map(([id, document]) => [document, id]));
  const roots = PUBLIC_TYPES.map((type) => ({
    uid: uidOf(type),
    names: new Map([...names].filter(([, id]) => typeOf(id) === type)),
  }));
  return new Map([...(await readTrees(strapi, trx, roots)), ...(await readSelections(strapi, names))]);
};

interface Written {
  failures: Failure[];
  rows: RowTrees;
}

type Apply = typeof applyPlan;

/** Writes a sample and reads its rows, and leaves nothing of it. */
const writeAndRollBack = (
  apply: Apply,
  context: WriteContext,
  sample: PlannedDocument[],
  known: Map<string, string>
): Promise<Written> =>
  inRolledBackTransaction(context.strapi, async (trx) => {
    const failures = await apply(context, sample, new Map(known), () => {});
    const ids = sample.map(({ id }) => id);
    // After a failure, PostgreSQL accepts no further statement in this transaction.
    const rows = failures.length > 0 ? new Map() : await readStored(context.strapi, trx, ids);
    return { failures, rows };
  });

const describe = ({ path, table, column }: RowDifference): string =>
  column === undefined
    ? `the table ${table} differs in the number of rows (${path})`
    : `the column ${column} of the table ${table} differs (${path})`;

const byType = (reasons: [string, string][]): Map<PublicType, string> =>
  // The first reason of each type.
  new Map(reasons.toReversed().map(([id, reason]) => [typeOf(id), reason]));

/**
 * Writes the first documents of each type in both ways, each in a transaction that is rolled back, and compares all rows.
 * Images are uploaded before, as for the import itself.
 *
 * The normal path runs the site's hooks, also for this sample.
 *
 * @returns the types that cannot be written in bulk on this site, with a reason for the log
 */
export const verifyBulk = async (
  context: WriteContext,
  work: PlannedDocument[],
  known: Map<string, string>
): Promise<Map<PublicType, string>> => {
  const sample = chooseSample(context, work);
  const ids = new Set(sample.map(({ id }) => id));
  const limited: WriteContext = {
    ...context,
    spool: limitReferences(context.spool, (id) => ids.has(id) || known.has(id)),
  };
  for (const planned of sample) await context.images.ensure(imagesToWrite(loadWork(limited, planned)));
  const expected = await writeAndRollBack(applyPlan, limited, sample, known);
  // One refused document undoes its whole batch here, so nothing is known about the others.
  const [refused] = expected.failures;
  if (refused) {
    const reason = `${refused.id} was refused: ${refused.message}`;
    return byType(work.map(({ id }) => [id, reason]));
  }
  const actual = await writeAndRollBack(applyInBulk, limited, sample, known);
  return byType(
    compareTrees(expected.rows, actual.rows).map((difference) => [difference.path, describe(difference)])
  );
};

/**
 * Returns the documents that are written in bulk: without the types that cannot be, and without what references new
 * documents of these types, which the normal path writes later.
 */
export const withoutTypes = (
  inBulk: PlannedDocument[],
  excluded: ReadonlySet<PublicType>
): PlannedDocument[] => {
  const later = new Set<string>();
  let remaining = inBulk;
  const isLater = ({ type, referencedIds }: PlannedDocument): boolean =>
    excluded.has(type) || referencedIds.some((id) => later.has(id));
  for (let found = inBulk.filter(isLater); found.length > 0; found = remaining.filter(isLater)) {
    for (const { id, target } of found) if (target === undefined) later.add(id);
    const removed = new Set(found);
    remaining = remaining.filter((planned) => !removed.has(planned));
  }
  return remaining;
};
