import type { DocumentWrite, WriteParams } from '../model/document-writes';

const checked = new WeakSet<WriteParams>();

/**
 * Marks the parameters of one call of the document service whose document the caller holds against the rules itself,
 * before and after, many at a time: reading each one back as a whole, as is done for every other writer, would be most of
 * the work of an import. A middleware that replaces the parameters takes the mark away.
 *
 * @returns the parameters
 */
export const asChecked = <Params extends WriteParams>(params: Params): Params => {
  checked.add(params);
  return params;
};

/** Whether a write is held against the rules by its caller. */
export const isCheckedWrite = ({ params }: DocumentWrite): boolean => checked.has(params);
