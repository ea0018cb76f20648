import { shippedAttributes } from '../../model/attributes';
import { walkValue } from '../../model/walk';
import { uidOf } from '../../plugin';
import { blocksIn } from '../assemble/blocks';
import { dayOf } from '../../editorial/days';
import { isOldFigure, momentDay } from '../figures';
import { linksIn } from '../links/links-in';
import { findSection } from '../sections';
import { dayIn, rowIn, rowsIn, textIn, type Row } from '../values';
import type { Advice, AdviceRule } from './rule';

/*
 * One function for each piece of advice. To add one: the function, its line in `ADVICE_RULES`, and its sentence in
 * `advice` of each file in `texts/`.
 */

/** What a card of a list shows of a lead: four lines on a phone. */
export const CARD_LEAD_LENGTH = 240;

/** What search engines show of a title. */
export const SEARCH_TITLE_LENGTH = 60;

const isEmpty = (article: Row, name: string): boolean => {
  const value = article[name];
  return Object.hasOwn(article, name) && (Array.isArray(value) ? value.length === 0 : value === null);
};

/** Returns the rows of a list of components with their paths. */
const itemsOf = (owner: unknown, name: string, path: string): { item: Row; path: string }[] =>
  rowsIn(rowIn(owner)?.[name]).map((item, index) => ({ item, path: `${path}[${index}]` }));

/** Returns the free sections of one kind with their paths. */
const freeSections = (article: Row, component: string): { item: Row; path: string }[] =>
  itemsOf(article, 'sections', 'sections').filter(
    ({ item }) => item.__component === `career-field.${component}`
  );

/** Nobody can check what the article says. */
export const noSources: AdviceRule = ({ article, guide }) =>
  isEmpty(article, 'sources') && guide.sources.length === 0 ? [{ rule: 'no-sources', field: 'sources' }] : [];

export const noFaq: AdviceRule = ({ article }) =>
  isEmpty(article, 'faq') ? [{ rule: 'no-faq', field: 'faq' }] : [];

/** Cards in lists and shared links show the image. */
export const noImage: AdviceRule = ({ article, guide }) =>
  Object.hasOwn(article, 'hero') && guide.hero === null ? [{ rule: 'no-image', field: 'hero' }] : [];

/** Search engines and the search of the portal find a guide by the names of its occupation. */
export const noOccupation: AdviceRule = ({ article }) => {
  if (!Object.hasOwn(article, 'occupation')) return [];
  const occupation = rowIn(article.occupation);
  if (!textIn(occupation?.name)) return [{ rule: 'no-occupation', field: 'occupation.name' }];
  return rowsIn(occupation?.codes).length === 0 ? [{ rule: 'no-code', field: 'occupation.codes' }] : [];
};

export const leadTooLong: AdviceRule = ({ article }) => {
  const { length } = textIn(article.lead)?.trim() ?? '';
  return length > CARD_LEAD_LENGTH
    ? [{ rule: 'lead-too-long', field: 'lead', values: { count: length, max: CARD_LEAD_LENGTH } }]
    : [];
};

export const titleTooLong: AdviceRule = ({ guide }) => {
  const { length } = guide.seo.metaTitle;
  return length > SEARCH_TITLE_LENGTH
    ? [
        {
          rule: 'title-too-long',
          field: 'seo.metaTitle',
          values: { count: length, max: SEARCH_TITLE_LENGTH },
        },
      ]
    : [];
};

/** Kinds of free sections that stand without a heading: readers do not look for them. */
const WITHOUT_HEADING = new Set(['quote', 'media', 'callout', 'promo', 'jobs-listing']);

/** A part without a heading is not in the table of contents. */
export const noHeading: AdviceRule = ({ guide, origins }) =>
  guide.sections.flatMap(({ type, heading, navLabel }, index): Advice[] =>
    heading === null && navLabel === null && !WITHOUT_HEADING.has(type)
      ? [{ rule: 'no-heading', field: `${origins[index]}.heading` }]
      : []
  );

export const undatedFacts: AdviceRule = ({ article }) =>
  freeSections(article, 'facts-section').flatMap(({ item: section, path }) =>
    itemsOf(section, 'facts', `${path}.facts`).flatMap(({ item, path: field }): Advice[] =>
      /\d/.test(textIn(item.value) ?? '') && dayIn(item.asOf) === null
        ? [{ rule: 'undated-fact', field: `${field}.asOf` }]
        : []
    )
  );

export const unsourcedFacts: AdviceRule = ({ article }) =>
  freeSections(article, 'facts-section').flatMap(({ item: section, path }) =>
    itemsOf(section, 'facts', `${path}.facts`).flatMap(({ item, path: field }): Advice[] =>
      textIn(item.value) !== null && textIn(item.sourceUrl) === null
        ? [{ rule: 'unsourced-fact', field: `${field}.sourceUrl` }]
        : []
    )
  );

/** Search engines do not get such figures. */
export const oldSalaries: AdviceRule = ({ article, now, freshness }) =>
  itemsOf(article.outlook, 'salaries', 'outlook.salaries').flatMap(({ item, path }): Advice[] => {
    const isOld = isOldFigure(dayIn(item.asOf), dayOf(now), freshness.figures);
    return isOld ? [{ rule: 'old-salary', field: `${path}.asOf` }] : [];
  });

/** Facts with a date, and the number of vacancies. */
export const oldFigures: AdviceRule = ({ article, now, freshness }) => {
  const isOld = (day: string | null): boolean => isOldFigure(day, dayOf(now), freshness.figures);
  const facts = freeSections(article, 'facts-section').flatMap(({ item, path }) =>
    itemsOf(item, 'facts', `${path}.facts`)
  );
  return [
    ...facts.flatMap(({ item, path }): Advice[] =>
      isOld(dayIn(item.asOf)) ? [{ rule: 'old-figure', field: `${path}.asOf` }] : []
    ),
    ...(isOld(momentDay(rowIn(article.jobs)?.countedAt))
      ? [{ rule: 'old-figure', field: 'jobs.countedAt' } as const]
      : []),
  ];
};

const hasUndescribedImage = (nodes: unknown): boolean =>
  rowsIn(nodes).some((node) =>
    node.type === 'image'
      ? textIn(rowIn(node.image)?.alternativeText) === null
      : hasUndescribedImage(node.children)
  );

/** An image of its own needs the text on publish; one within a text has it from the media library. */
export const undescribedImages: AdviceRule = ({ article }) =>
  [...walkValue(shippedAttributes, uidOf('article'), article)].flatMap(
    ({ attribute, value, path }): Advice[] =>
      attribute.type === 'blocks' && hasUndescribedImage(value)
        ? [{ rule: 'undescribed-image', field: path }]
        : []
  );

export const unanswered: AdviceRule = ({ article }) =>
  itemsOf(article, 'faq', 'faq').flatMap(({ item, path }): Advice[] =>
    textIn(item.question) !== null && blocksIn(item.answer) === null
      ? [{ rule: 'unanswered', field: `${path}.answer` }]
      : []
  );

export const quoteWithoutPerson: AdviceRule = ({ article }) =>
  freeSections(article, 'quote-section').flatMap(({ item, path }): Advice[] =>
    textIn(item.quote) !== null && textIn(item.person) === null
      ? [{ rule: 'quote-without-person', field: `${path}.person` }]
      : []
  );

export const videoWithoutTranscript: AdviceRule = ({ article }) =>
  freeSections(article, 'media-section').flatMap(({ item, path }): Advice[] =>
    textIn(item.videoUrl) !== null && blocksIn(item.transcript) === null
      ? [{ rule: 'video-without-transcript', field: `${path}.transcript` }]
      : []
  );

/** A link to an article that is not published in the guide's language is not shown. */
export const unpublishedLinks: AdviceRule = ({ article, guide }) => {
  const areas = findSection(guide.sections, 'areas')?.items ?? [];
  const shown = new Set<unknown>(
    [...guide.related, ...areas.flatMap(({ guide: linked }) => linked ?? [])].map(
      ({ documentId }) => documentId
    )
  );
  const isHidden = (value: unknown): boolean => {
    const documentId = rowIn(value)?.documentId;
    return documentId !== undefined && documentId !== article.documentId && !shown.has(documentId);
  };
  const inAreas = itemsOf(article.areas, 'items', 'areas.items').filter(
    ({ item }) => textIn(item.title) !== null && isHidden(item.article)
  );
  return [
    ...inAreas.map(({ path }): Advice => ({ rule: 'unpublished-link', field: `${path}.article` })),
    ...(rowsIn(article.related).some(isHidden)
      ? [{ rule: 'unpublished-link', field: 'related' } satisfies Advice]
      : []),
  ];
};

const linkRuleOf = (result: string | null): Advice['rule'] => {
  if (result === '404' || result === '410') return 'link-missing';
  if (result === 'dns' || result === 'tls' || result === 'timeout') return `link-${result}`;
  return /^\d/.test(result ?? '') ? 'link-error' : 'link-connection';
};

/** Of an address, in a sentence. */
const MAX_SHOWN = 80;

const shortened = (address: string): string =>
  address.length > MAX_SHOWN ? `${address.slice(0, MAX_SHOWN)}…` : address;

export const brokenLinks: AdviceRule = ({ article, brokenLinks: broken }) => {
  if (broken.size === 0) return [];
  const found = new Map(linksIn(article).map((link) => [`${link.path} ${link.address}`, link]));
  return [...found.values()].flatMap(({ address, path }): Advice[] => {
    const link = broken.get(address);
    if (!link) return [];
    const { result, failedOn } = link;
    const values = { address: shortened(address), status: result ?? '', since: failedOn ?? '' };
    return [{ rule: linkRuleOf(result), field: path, values }];
  });
};

/** All of them, what readers run into first, then what concerns the whole guide. */
export const ADVICE_RULES: readonly AdviceRule[] = [
  brokenLinks,
  noSources,
  noImage,
  noFaq,
  noOccupation,
  leadTooLong,
  titleTooLong,
  noHeading,
  unanswered,
  oldSalaries,
  oldFigures,
  undatedFacts,
  unsourcedFacts,
  undescribedImages,
  quoteWithoutPerson,
  videoWithoutTranscript,
  unpublishedLinks,
];
