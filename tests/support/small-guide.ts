import type { Core } from '@strapi/strapi';
import { paragraph } from './articles';
import { uid } from './site';

/** Creates German skills, and returns their ids. */
const createSkills = (strapi: Core.Strapi, title: string, names: string[]): Promise<string[]> =>
  Promise.all(
    names.map(async (name) => {
      const slug = `${title} ${name}`.toLowerCase().replaceAll(' ', '-');
      const { documentId } = await strapi
        .documents(uid('skill'))
        .create({ locale: 'de', data: { name, slug } });
      return documentId;
    })
  );

/**
 * Publishes a German guide that has each kind of part, and few of each. Strapi's form takes several seconds for a whole
 * guide, which is the test's subject nowhere but in `parts`.
 *
 * @param title letters and spaces only; the address follows from it
 * @returns its documentId
 */
export const createSmallGuide = async (strapi: Core.Strapi, title: string): Promise<string> => {
  const slug = title.toLowerCase().replaceAll(' ', '-');
  const category = await strapi
    .documents(uid('category'))
    .findFirst({ locale: 'de', filters: { slug: 'webentwicklung' } });
  const [counting, writing] = await createSkills(strapi, title, ['Rechnen', 'Schreiben']);
  const part = (heading: string, more: object = {}) => ({
    heading,
    anchor: heading.toLowerCase().replaceAll(' ', '-'),
    body: paragraph(`${heading}: worum es hier geht. `.repeat(12).trim()),
    ...more,
  });
  const data = {
    title,
    slug,
    headline: `${title} im Überblick`,
    lead: 'Für alle, die gern tüfteln.',
    category: category!.documentId,
    occupation: { name: `Fachkraft für ${title}`, altNames: ['Tüftlerin'] },
    definition: part('Was ist das'),
    areas: part('Bereiche', {
      items: ['Daten', 'Netze', 'Sicherheit', 'Cloud'].map((name) => ({ title: name })),
    }),
    tasks: part('Was man tut'),
    skills: part('Was du kannst', {
      items: [{ skill: counting, requirement: 'essential' }, { skill: writing }],
    }),
    outlook: part('Wie es weitergeht', { demand: 'growing' }),
    jobs: { heading: 'Stellen', listingUrl: '/jobs' },
    faq: [{ question: 'Was kostet das?', answer: paragraph('Nichts.') }],
    sources: ['Eins', 'Zwei', 'Drei'].map((name) => ({ label: name, url: 'https://example.org' })),
    sections: [
      { __component: 'career-field.text-section', after: 'top', ...part('Zuerst') },
      { __component: 'career-field.callout-section', after: 'top', tone: 'info', ...part('Gut zu wissen') },
    ],
  };
  const articles = strapi.documents(uid('article'));
  const { documentId } = await articles.create({ locale: 'de', data: data as never });
  await articles.publish({ documentId, locale: 'de' });
  return documentId;
};
