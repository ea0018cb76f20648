import { AsyncLocalStorage } from 'node:async_hooks';
import type { DocumentWrite } from '../model/document-writes';

/** What one call of the document service was handed. */
type Checked = { data: unknown } | { documentId: string };

const checkedWrites = new AsyncLocalStorage<Checked>();

/**
 * Runs one call of the document service whose document the caller holds against the rules itself, before and after,
 * many at a time: reading each one back as a whole, as is done for every other writer, would be most of the work of an
 * import.
 *
 * @param checked the data of what is created or updated, the documentId of what is published or taken back. Whatever
 *   somebody else writes on the way is held against the rules as ever.
 */
export const asCheckedWrite = <Result>(checked: Checked, run: () => Promise<Result>): Promise<Result> =>
  checkedWrites.run(checked, run);

/** Whether the write at hand is looked at by its caller. */
export const isCheckedWrite = ({ action, params }: DocumentWrite): boolean => {
  const checked = checkedWrites.getStore();
  if (!checked) return false;
  return 'data' in checked
    ? (action === 'create' || action === 'update') && params.data === checked.data
    : (action === 'publish' || action === 'unpublish') && params.documentId === checked.documentId;
};
