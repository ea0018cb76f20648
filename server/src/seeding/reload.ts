import { contentHashes } from './content-hash';
import { documentId } from './document';
import type { PlannedDocument, RunContext } from './plan';
import { prepareDocument } from './prepare';
import type { Work } from './writer';

/** A document of the plan, and its content if it could be read once more. */
export interface Reloaded {
  id: string;
  work: Work | undefined;
}

/**
 * Gives the function that reads planned documents once more: the plan does not keep what is in them, so that memory
 * does not grow with their number.
 *
 * @param fail is told of a document that is no longer what the plan saw
 */
export const createReload = (
  { strapi, source, images, markdown }: RunContext,
  work: PlannedDocument[],
  fail: (id: string, error: Error) => void
) => {
  const planned = new Map(work.map((each) => [each.id, each]));

  return async function* load(ids: string[]): AsyncGenerator<Reloaded, void> {
    const wanted = new Map(ids.map((id) => [id, planned.get(id)!]));
    for await (const reading of source.readAgain([...wanted.values()])) {
      if ('fault' in reading) continue;
      const { document } = reading;
      const each = wanted.get(documentId(document.type, document.key));
      if (!each || document.file !== each.file) continue;
      wanted.delete(each.id);
      const hashes = await contentHashes(strapi, document, images, source.folder);
      const { prepared, faults } = prepareDocument({ strapi, folder: source.folder, markdown }, document);
      const isSame = faults.length === 0 && each.locales.every(({ locale, hash }) => hashes[locale] === hash);
      if (!isSame) fail(each.id, new Error('The file was changed while the run was under way. Run again.'));
      yield { id: each.id, work: isSame ? { planned: each, prepared } : undefined };
    }
    for (const id of wanted.keys()) {
      fail(id, new Error('The file is no longer there. Run again.'));
      yield { id, work: undefined };
    }
  };
};
