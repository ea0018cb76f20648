import type { Core } from '@strapi/strapi';
import type { PublicType } from '../../content-types';
import { paragraph } from './articles';
import { uid } from './site';

export type Data = Record<string, unknown>;

/** German entries that other editors change: through the document service, which has the same effect as a second browser. */
export const sharedEntries = (strapi: Core.Strapi) => {
  const documents = (type: PublicType) => strapi.documents(uid(type));
  return {
    documents,
    create: async (type: PublicType, data: Data): Promise<string> =>
      (await documents(type).create({ locale: 'de', data: data as never })).documentId,
    saveElsewhere: (type: PublicType, documentId: string, data: Data, locale = 'de') =>
      documents(type).update({ documentId, locale, data: data as never }),
    stored: async (type: PublicType, documentId: string, populate: unknown = [], locale = 'de') =>
      (await documents(type).findOne({ documentId, locale, populate } as never)) as unknown as Data,
  };
};

export type SharedEntries = ReturnType<typeof sharedEntries>;

/** Creates an article with parts, lists, free sections and relations. Returns also the ids of possible targets by name. */
export const createSharedArticle = async ({
  create,
}: SharedEntries): Promise<{ documentId: string; ids: Record<string, string> }> => {
  const ids: Record<string, string> = {};
  for (const [type, names] of [
    ['category', ['Alpha', 'Beta', 'Gamma']],
    ['skill', ['Lesen', 'Rechnen', 'Schreiben']],
  ] as const) {
    for (const name of names) ids[name] = await create(type, { name, slug: name.toLowerCase() });
  }
  for (const title of ['Eins', 'Zwei', 'Drei', 'Vier']) {
    ids[title] = await create('article', { title, slug: title.toLowerCase() });
  }
  const section = (component: string, heading: string, more: Data) => ({
    __component: `career-field.${component}-section`,
    heading,
    after: 'faq',
    ...more,
  });
  const documentId = await create('article', {
    title: 'Gemeinsam',
    slug: 'gemeinsam',
    lead: 'Worum es geht',
    category: ids.Alpha,
    related: [ids.Eins, ids.Zwei],
    faq: [
      { question: 'Was kostet das?', answer: paragraph('Nichts.') },
      { question: 'Wie lange dauert das?', answer: paragraph('Lange.') },
    ],
    sections: [
      section('text', 'Text', { body: paragraph('Alt') }),
      section('quote', 'Zitat', { quote: 'Alt' }),
    ],
    skills: { heading: 'Können', items: [{ skill: ids.Lesen, note: 'viel' }, { skill: ids.Rechnen }] },
  });
  return { documentId, ids };
};
