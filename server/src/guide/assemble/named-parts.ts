import { textsFor } from '../../../../texts';
import type { Part } from '../../config';
import type { GuideCard } from '../types';
import { blocksIn } from './blocks';
import { jobLabel } from './job-label';
import { salariesIn } from './salary';
import { draftOf, headIn, type SectionDraft, type SectionHead } from './sections';
import { choiceIn, momentIn, numberIn, rowIn, rowsIn, textIn, type Row } from '../values';
import { employersIn, skillIn, studyPathsIn } from './vocabulary';

/** What the parts need to know beside the article itself. */
export interface PartContext {
  locale: string;
  cardOf: (article: string) => GuideCard | undefined;
}

type PartDrafts = Partial<Record<Part, SectionDraft>>;

/** A part of the article as a section, unless it says nothing. */
const part = (
  value: unknown,
  build: (row: Row, head: SectionHead) => SectionDraft | null
): SectionDraft | undefined => {
  const row = rowIn(value);
  return (row && build(row, headIn(row))) ?? undefined;
};

const definition = (article: Row) =>
  part(article.definition, (row, head) => (head.body ? draftOf(row, head, { type: 'definition' }) : null));

const employers = (article: Row) =>
  part(article.employers, (row, head) => {
    const list = employersIn(row.employers);
    return head.body || list.length > 0 ? draftOf(row, head, { type: 'employers', employers: list }) : null;
  });

const areas = (article: Row, { cardOf }: PartContext) =>
  part(article.areas, (row, head) => {
    const items = rowsIn(row.items).flatMap((item) => {
      const title = textIn(item.title);
      const card = cardOf(String(rowIn(item.article)?.documentId));
      const guide = card ? { documentId: card.documentId, slug: card.slug, title: card.title } : null;
      return title ? [{ title, text: textIn(item.text), guide }] : [];
    });
    return head.body || items.length > 0 ? draftOf(row, head, { type: 'areas', items }) : null;
  });

const studies = (article: Row) =>
  part(article.studies, (row, head) => {
    const question = textIn(row.question);
    const answer = blocksIn(row.answer);
    const paths = studyPathsIn(row.paths);
    return head.body || question || answer || paths.length > 0
      ? draftOf(row, head, { type: 'studies', question, answer, paths })
      : null;
  });

const skills = (article: Row) =>
  part(article.skills, (row, head) => {
    const items = rowsIn(row.items).flatMap((item) => {
      const skill = skillIn(item.skill);
      if (!skill) return [];
      return [
        {
          skill,
          requirement: choiceIn(['essential', 'optional'], item.requirement) ?? ('essential' as const),
          level: choiceIn(['basic', 'advanced', 'expert'], item.level),
          note: textIn(item.note),
        },
      ];
    });
    return head.body || items.length > 0 ? draftOf(row, head, { type: 'skills', items }) : null;
  });

const tasks = (article: Row) =>
  part(article.tasks, (row, head) => {
    const items = rowsIn(row.items).flatMap((item) => {
      const title = textIn(item.title);
      return title ? [{ title, text: textIn(item.text) }] : [];
    });
    return head.body || items.length > 0 ? draftOf(row, head, { type: 'tasks', items }) : null;
  });

const NO_HEAD: SectionHead = { heading: null, navLabel: null, body: null };

/**
 * The two halves of an article's jobs. The heading and the text stand once, with the vacancies nearby, or with all of
 * them if there is no address for those nearby. A text without any address is not lost: it is a section of text.
 */
const jobs = (article: Row, { locale }: PartContext): PartDrafts => {
  const row = rowIn(article.jobs);
  if (!row) return {};
  const head = headIn(row);
  const nearbyUrl = textIn(row.nearbyUrl);
  const listingUrl = textIn(row.listingUrl);
  if (!nearbyUrl && !listingUrl)
    return head.body ? { 'jobs-nearby': draftOf(row, head, { type: 'text' }) } : {};
  const count = numberIn(row.count);
  const listing = (listingUrl: string): SectionDraft => ({
    ...draftOf(nearbyUrl ? {} : row, nearbyUrl ? NO_HEAD : head, {
      type: 'jobs-listing',
      url: listingUrl,
      label: jobLabel(textIn(row.label), count, locale),
      count,
      countedAt: momentIn(row.countedAt),
    }),
    anchorBase: 'jobs-listing',
  });
  return {
    ...(nearbyUrl ? { 'jobs-nearby': draftOf(row, head, { type: 'jobs-nearby', url: nearbyUrl }) } : {}),
    ...(listingUrl ? { 'jobs-listing': listing(listingUrl) } : {}),
  };
};

const DEMANDS = ['declining', 'stable', 'growing', 'strongly-growing', 'unknown'] as const;
const MOVES = ['specialise', 'lead', 'self-employed', 'agency', 'other'] as const;

const outlook = (article: Row) =>
  part(article.outlook, (row, head) => {
    const demand = choiceIn(DEMANDS, row.demand) ?? 'unknown';
    const salaries = salariesIn(row.salaries);
    const moves = rowsIn(row.moves).flatMap((move) => {
      const title = textIn(move.title);
      const kind = choiceIn(MOVES, move.kind) ?? ('other' as const);
      return title ? [{ title, text: textIn(move.text), kind }] : [];
    });
    return head.body || demand !== 'unknown' || salaries.length > 0 || moves.length > 0
      ? draftOf(row, head, { type: 'outlook', demand, salaries, moves })
      : null;
  });

const faq = (article: Row, { locale }: PartContext): SectionDraft | undefined => {
  const items = rowsIn(article.faq).flatMap((item) => {
    const question = textIn(item.question);
    return question ? [{ question, answer: blocksIn(item.answer) }] : [];
  });
  if (items.length === 0) return undefined;
  const head = { ...NO_HEAD, heading: textsFor(locale).guide.faq };
  return { ...draftOf({}, head, { type: 'faq', items }), anchorBase: 'faq' };
};

const related = (article: Row, { locale, cardOf }: PartContext): SectionDraft | undefined => {
  const documents = new Set(rowsIn(article.related).map(({ documentId }) => String(documentId)));
  const guides = [...documents].flatMap((document) => cardOf(document) ?? []);
  if (guides.length === 0) return undefined;
  const head = { ...NO_HEAD, heading: textsFor(locale).guide.related };
  return { ...draftOf({}, head, { type: 'related', guides }), anchorBase: 'related' };
};

/** The named parts of an article that say something, as sections. */
export const namedParts = (article: Row, context: PartContext): PartDrafts => ({
  definition: definition(article),
  employers: employers(article),
  areas: areas(article, context),
  studies: studies(article),
  skills: skills(article),
  tasks: tasks(article),
  ...jobs(article, context),
  outlook: outlook(article),
  faq: faq(article, context),
  related: related(article, context),
});
