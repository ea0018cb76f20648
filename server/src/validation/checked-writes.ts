import type { DocumentWrite, WriteParams } from '../model/document-writes';

const checked = new WeakSet<WriteParams>();

/**
 * Marks the parameters of one call of the document service whose document the caller validates itself, before and after,
 * many at a time: reading each one back as a whole, as for every other write, would be most of the work of an import. A
 * middleware that replaces the parameters removes the mark.
 *
 * @returns the parameters
 */
export const asChecked = <Params extends WriteParams>(params: Params): Params => {
  checked.add(params);
  return params;
};

/** Whether the caller of a write validates it. */
export const isCheckedWrite = ({ params }: DocumentWrite): boolean => checked.has(params);
