import { inImport } from '../../editorial/import-scope';
import { inWriteScope } from '../../model/write-scope';
import type { PlannedDocument } from '../plan';
import type { Failure } from '../report';
import type { Work, WriteContext } from './work';
import type { Writer } from './writer';

/** The state while a plan is applied. */
export interface Applying {
  context: WriteContext;
  writer: Writer;
  plannedById: Map<string, PlannedDocument>;
  /** The order in which documents are written. */
  position: Map<string, number>;
  /** The documents of the site, by the ids of files. */
  known: Map<string, string>;
  failures: Failure[];
  /** Reports so many documents as done. */
  advance: (count: number) => void;
}

/** Returns a sentence for the report from the error of a write. */
const messageOf = (error: unknown): string => {
  const { message, details } = error as Error & {
    details?: { errors?: { path?: (string | number)[]; message: string }[] };
  };
  const [first] = details?.errors ?? [];
  return first?.path?.length ? `${first.path.join('.')}: ${first.message}` : message;
};

export const addFailure = ({ failures }: Applying, id: string, error: unknown): void => {
  failures.push({ id, message: messageOf(error) });
};

/** Returns the languages of files by the documents that they update. */
const localesIn = (works: Work[]): Map<string, Set<string>> =>
  new Map(
    works.flatMap(({ planned: { target, locales } }) =>
      target === undefined ? [] : [[target, new Set(locales.map(({ locale }) => locale))] as const]
    )
  );

export const inTransaction = async (
  { context: { strapi } }: Applying,
  works: Work[],
  run: () => Promise<void>
): Promise<void> => {
  await inImport(localesIn(works), () => strapi.db.transaction(() => inWriteScope(run)));
};
