import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { REBASE } from './apply';
import { uidOf, type Strapi } from '../../plugin';
import { storedValue } from '../../strapi-internals/core-store';
import { documentId } from '../../documents/document';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  fingerprintOf,
  stampOf,
} from '../../documents/fingerprint';
import type { SeedRecord } from '../../documents/records';

/** Records that are compared in one go. */
const CHUNK = 400;

const rebaseType = async (strapi: Strapi, type: PublicType): Promise<void> => {
  const query = strapi.db.query(uidOf('seed-record'));
  for (let after = 0; ;) {
    const records = (await query.findMany({
      where: { key: { $startsWith: documentId(type, '') }, id: { $gt: after } },
      orderBy: { id: 'asc' },
      limit: CHUNK,
    })) as SeedRecord[];
    if (records.length === 0) return;
    after = records.at(-1)!.id;
    const targets = records.map(({ targetDocument }) => targetDocument);
    const states = await findRowStates(strapi, type, targets);
    const untouched = records.filter(
      ({ targetDocument, targetLocale, stamp, fingerprint }) =>
        fingerprint && stampOf(states.get(targetDocument) ?? [], targetLocale) === stamp
    );
    const rows = await findWholeDocuments(
      strapi,
      type,
      untouched.map(({ targetDocument }) => targetDocument)
    );
    for (const { id, targetDocument, targetLocale } of untouched) {
      const fingerprint = fingerprintOf(type, byState(rows.get(targetDocument) ?? [], targetLocale));
      await query.update({ where: { id }, data: { fingerprint } });
    }
  }
};

/**
 * Takes the fingerprints of imported documents again after a migration: they hold the names that it has changed, and
 * every document would count as edited. What was written since its import keeps its fingerprint. A start that ends in
 * between leaves it to the next one.
 */
export const rebaseFingerprints = async (strapi: Strapi): Promise<void> => {
  const migration = storedValue<string>(strapi, REBASE);
  if ((await migration.get()) === undefined) return;
  for (const type of PUBLIC_TYPES) await rebaseType(strapi, type);
  await migration.delete();
};
