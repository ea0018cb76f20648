import { hasDrafts, uidOf } from '../../plugin';
import { asChecked } from '../../validation/checked-writes';
import { yieldToEventLoop } from '../yield-to-event-loop';
import { writtenLocales, type Work } from './work';
import type { Writer } from './writer';

/** Strapi accepts a list of locales, as its admin panel sends one; its types only know a single locale. */
const inLocales = (documentId: string, locales: string[]): { documentId: string; locale: string } => ({
  documentId,
  locale: locales as unknown as string,
});

/** Publishes and unpublishes the locales of documents. */
export const publish = async ({ strapi, locations }: Writer, works: Work[]): Promise<void> => {
  for (const work of works) {
    const { id, type, target } = work.planned;
    if (!hasDrafts(type)) continue;
    await yieldToEventLoop();
    const documentId = locations.documentOf(id)!;
    const locales = writtenLocales(work).map(({ locale }) => locale);
    const isPublished = (locale: string): boolean => work.prepared.locales[locale]!.published;
    const toPublish = locales.filter(isPublished);
    const toUnpublish = target === undefined ? [] : locales.filter((each) => !isPublished(each));
    const documents = strapi.documents(uidOf(type));
    // All locales at once cost little more than one: most of the time goes into relations from other documents.
    if (toPublish.length > 0) await documents.publish!(asChecked(inLocales(documentId, toPublish)));
    if (toUnpublish.length > 0) await documents.unpublish!(asChecked(inLocales(documentId, toUnpublish)));
  }
};
