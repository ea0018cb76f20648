import { diffWordsWithSpace } from 'diff';
import { uidOf, type Strapi } from '../plugin';
import { readLanguages, type ArticleLanguages } from './article-languages';
import { addMonths, dayOf } from './days';
import { recordEvents } from './history';
import { REFERENCES } from './locale-text';
import { behindOf, followSource, setUpToDate, type BehindPart, type Language } from './parity/follow';
import { keysOf } from './parity/keys';
import { NO_PARITY } from './parity/types';
import { toPerson, type Person, type UserRow } from './person';
import { findStates, storeParity, storeState, type EditorialState } from './states';

/** A piece of the difference between two texts. */
export interface TextChange {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** A part that is behind its original. */
export interface PartBehind {
  part: string;
  kind: 'changed' | 'new' | 'deleted';
  /** The language of the original. */
  locale: string;
  /** Where the part is in the form of this language, `faq.1`; null if the language does not have it. */
  path: string | null;
  /** Where it is in the original; null if it was deleted. */
  sourcePath: string | null;
  before: string;
  after: string;
  changes: TextChange[];
}

/** How a language of an article stands to its original. */
export interface LanguageParity {
  locale: string;
  state: 'original' | 'current' | 'behind';
  behind: number;
}

const pathOf = (part: string, language: Language | undefined): string | null => {
  const [list = '', key] = part.split('#');
  if (!language) return null;
  if (key === undefined) return language.text.fields[list] === undefined ? null : list;
  const items = language.text.lists[list] ?? [];
  const index = keysOf(language.parity, list, items.length).indexOf(key);
  return index < 0 ? null : `${list}.${index}`;
};

const kindOf = ({ before, after }: BehindPart): PartBehind['kind'] => {
  if (before === '') return 'new';
  return after === '' ? 'deleted' : 'changed';
};

const changesOf = (before: string, after: string): TextChange[] =>
  diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));

/** Types whose documents articles reference, with the attribute that names them. */
const NAMED = {
  skill: 'name',
  'study-path': 'title',
  employer: 'name',
  category: 'name',
  article: 'title',
} as const;

/** Returns the names of documents that texts reference, in a language if they have it. */
const findNames = async (strapi: Strapi, texts: string[], locale: string): Promise<Map<string, string>> => {
  const documents = [
    ...new Set(texts.flatMap((text) => [...text.matchAll(REFERENCES)].map(([, id]) => id!))),
  ];
  const names = new Map<string, string>();
  if (documents.length === 0) return names;
  for (const [type, attribute] of Object.entries(NAMED)) {
    const rows = (await strapi.db.query(uidOf(type as keyof typeof NAMED)).findMany({
      where: { documentId: { $in: documents } },
      select: ['documentId', 'locale', attribute],
    })) as Record<string, string>[];
    for (const row of rows) {
      if (!names.has(row.documentId!) || row.locale === locale) names.set(row.documentId!, row[attribute]!);
    }
  }
  return names;
};

/** Returns the parts of a language that are behind, with the difference of the original. */
const partsBehind = async (
  strapi: Strapi,
  languages: ArticleLanguages,
  locale: string
): Promise<PartBehind[]> => {
  const origins = Object.values(languages.states.get(locale)?.parity?.origins ?? {});
  const changed = origins.filter(({ text }) => text !== undefined);
  if (changed.length === 0) return [];
  const texts = await languages.withTexts([locale, ...changed.map((origin) => origin.locale)]);
  const found = behindOf(texts, locale);
  const names = await findNames(
    strapi,
    found.flatMap(({ before, after }) => [before, after]),
    locale
  );
  const named = (text: string): string =>
    text.replace(REFERENCES, (reference, id: string) => names.get(id) ?? reference);
  return found.map((each) => {
    const [before, after] = [named(each.before), named(each.after)];
    return {
      part: each.part,
      kind: kindOf(each),
      locale: each.locale,
      path: pathOf(each.part, texts.get(locale)),
      sourcePath: each.after === '' ? null : pathOf(each.part, texts.get(each.locale)),
      before,
      after,
      changes: changesOf(before, after),
    };
  });
};

const paritiesOf = (languages: ArticleLanguages): LanguageParity[] =>
  languages.locales.map((locale) => {
    const behind = languages.states.get(locale)?.behind ?? 0;
    if (behind > 0) return { locale, state: 'behind', behind };
    return { locale, state: languages.sourceOf(locale) === null ? 'original' : 'current', behind: 0 };
  });

/** What the panel shows of the languages of an article. */
export interface LanguagesOfArticle {
  /** The language that this one is made from; null for an original. */
  source: string | null;
  languages: LanguageParity[];
  behind: PartBehind[];
}

export const findTranslations = async (
  strapi: Strapi,
  article: string,
  locale: string
): Promise<LanguagesOfArticle> => {
  const languages = await readLanguages(strapi, article);
  return {
    source: languages.sourceOf(locale),
    languages: paritiesOf(languages),
    behind: await partsBehind(strapi, languages, locale),
  };
};

/** Records that parts of a language are up to date, or all of them. */
export const markUpToDate = async (
  strapi: Strapi,
  article: string,
  locale: string,
  parts?: readonly string[]
): Promise<void> => {
  await strapi.db.transaction(async () => {
    const { states, sourceOf } = await readLanguages(strapi, article);
    const parity = states.get(locale)?.parity;
    if (parity) await storeParity(strapi, article, locale, setUpToDate(parity, sourceOf(locale), parts));
  });
};

/** Chooses the language that another one is made from; what is current in it counts as made from that. */
export const chooseSource = async (
  strapi: Strapi,
  article: string,
  locale: string,
  source: string | null
): Promise<void> => {
  await strapi.db.transaction(async () => {
    const state = (await findStates(strapi, article)).get(locale);
    await storeState(strapi, article, locale, { source });
    await storeParity(strapi, article, locale, followSource(state?.parity ?? NO_PARITY));
  });
};

/** Returns the administrators who can be responsible, by name. */
export const findPeople = async (strapi: Strapi): Promise<Person[]> => {
  const rows = (await strapi.db.query('admin::user').findMany({ where: { isActive: true } })) as UserRow[];
  return rows.map(toPerson).sort((one, other) => one.name.localeCompare(other.name));
};

/** What the panel shows of the review of an article in one language. */
export interface Review {
  reviewedAt: string | null;
  reviewer: string | null;
  dueAt: string | null;
  intervalMonths: number | null;
  responsible: Person | null;
}

export const findReview = async (strapi: Strapi, article: string, locale: string): Promise<Review> => {
  const state = (await findStates(strapi, article, ['responsible', 'reviewedBy'])).get(locale) as
    (EditorialState & { responsible?: UserRow | null; reviewedBy?: UserRow | null }) | undefined;
  const { responsible, reviewedBy } = state ?? {};
  return {
    reviewedAt: state?.reviewedAt ?? null,
    reviewer: reviewedBy ? toPerson(reviewedBy).name : (state?.reviewer ?? null),
    dueAt: state?.dueAt ?? null,
    intervalMonths: state?.intervalMonths ?? null,
    responsible: responsible ? toPerson(responsible) : null,
  };
};

/** An article in one language. */
export interface ArticleLocale {
  article: string;
  locale: string;
}

/**
 * Records that somebody has reviewed an article in one language today. The text is not written.
 *
 * @param months until the next review; null for none
 */
export const recordReview = async (
  strapi: Strapi,
  { article, locale }: ArticleLocale,
  reviewer: Person,
  months: number | null,
  now = new Date()
): Promise<void> => {
  const today = dayOf(now);
  await storeState(strapi, article, locale, {
    reviewedAt: today,
    reviewedBy: reviewer.id,
    reviewer: reviewer.name.slice(0, 255),
    intervalMonths: months,
    dueAt: months === null ? null : addMonths(today, months),
  });
  await recordEvents(strapi, [{ article, locale, action: 'review', parts: [] }]);
};

/** @param person the id of an administrator; null for nobody */
export const setResponsible = (
  strapi: Strapi,
  { article, locale }: ArticleLocale,
  person: number | null
): Promise<void> => storeState(strapi, article, locale, { responsible: person });
