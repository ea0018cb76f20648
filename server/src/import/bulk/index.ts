import type { Strapi } from '../../plugin';
import { strapiVersion } from '../../strapi-internals/site-config';
import type { WriteContext } from '../apply/work';
import type { PlannedDocument } from '../plan';
import { isTestedVersion } from './tested-versions';
import { verifyBulk, withoutTypes } from './verify';

export { applyInBulk } from './apply';

/** Whether a document exists in no locale of the site. */
const isNew = ({ target, locales }: PlannedDocument): boolean =>
  target === undefined && locales.every(({ writes }) => writes);

/** Whether a document can be written in bulk: it is new, or only drafts of it are written that nobody has edited. */
const isForBulk = (planned: PlannedDocument): boolean =>
  isNew(planned) ||
  (planned.target !== undefined &&
    planned.isAlone &&
    planned.locales.every(({ isDraftUpdate }) => isDraftUpdate));

const allowsBulk = (strapi: Strapi): boolean => {
  const version = strapiVersion(strapi) ?? 'of an unknown version';
  if (isTestedVersion(version)) return true;
  strapi.log.warn(
    `[career-field] --bulk is not tested with Strapi ${version}. The documents are imported in the default way.`
  );
  return false;
};

/**
 * Returns the documents that are written in bulk; a log line names each type that is not, and why.
 *
 * @param known the documents of the site, by the ids of files
 */
export const chooseForBulk = async (
  context: WriteContext,
  work: PlannedDocument[],
  known: Map<string, string>
): Promise<PlannedDocument[]> => {
  const { strapi } = context;
  const inBulk = work.filter(isForBulk);
  if (inBulk.length === 0 || !allowsBulk(strapi)) return [];
  const reasons = await verifyBulk(context, inBulk, known);
  for (const [type, reason] of reasons) {
    strapi.log.warn(
      `[career-field] --bulk would store other rows of the type "${type}" than strapi.documents(): ${reason}. ` +
        'They are imported in the default way, as is what references new ones.'
    );
  }
  return withoutTypes(inBulk, new Set(reasons.keys()));
};
