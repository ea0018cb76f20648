import { guideKey } from '../key';
import { guideSchema } from '../guide-shape';
import type { Role } from '../shape/fields';
import { collectValues, mapValues } from '../shape/walk';
import type { Guide, GuideCard, GuideReference } from '../types';
import { guideIn, hashOf, parseEntry, type EntryData } from './stored-guide';
import { staleBy, namesIn, type Invalidation } from './staleness';
import type { BuiltGuide } from './rebuild/built-guide';
import { hasGuide, type StoredGuide } from './store/guide-row';
import type { GuideTable } from './store/guide-table';

const ARTICLE = 'article:';

const isArticle = (role: Role): boolean => role === 'article';

/** Returns the other articles that a guide shows: as cards, or with title and slug. */
const shownIn = (guide: Guide): (GuideCard | GuideReference)[] =>
  collectValues(guideSchema, guide, { isWanted: isArticle });

const withCards = (guide: Guide, cards: Map<string, GuideCard>): Guide =>
  mapValues(guideSchema, guide, {
    isWanted: isArticle,
    replace: (value) => {
      const shown = value as GuideCard | GuideReference;
      const card = cards.get(shown.documentId);
      // A reference has title and slug only, and those are the same.
      return card && 'updatedAt' in shown ? card : shown;
    },
  }) as Guide;

/**
 * Whether the stored card of a guide is current: the guide is not stale, or only because it shows another article that
 * was written, as two guides do that show each other.
 */
export const hasCard = (open: readonly Invalidation[], row: StoredGuide | undefined): row is StoredGuide => {
  if (!row || !hasGuide(row) || row.failure !== null) return false;
  const reason = staleBy(open, row);
  return reason === undefined || reason === 'linked';
};

/** Returns the languages of a guide with their titles and slugs, as a text to compare. */
const toLanguages = (languages: { locale: string; slug: string; title: string }[]): string =>
  JSON.stringify(languages.map(({ locale, slug, title }) => [locale, slug, title]).sort());

/**
 * Rebuilds guides that only show another article, or another language of their own, that was written: it replaces the
 * card of that article, which is much faster than a whole rebuild. It omits guides that show an article that is no longer
 * published or has another title or slug, which are not only in the card, and guides that may show one more article:
 * Strapi restores the relation to an article when that article is published.
 */
export const updateCards = async (
  table: GuideTable,
  rows: StoredGuide[],
  open: readonly Invalidation[],
  now: string
): Promise<BuiltGuide[]> => {
  const payloads = await table.payloads(rows.map(({ id }) => id));
  const guides = rows.flatMap((row) => {
    const text = payloads.get(row.id)?.payload;
    return text ? [{ row, guide: guideIn(text) }] : [];
  });
  // Includes the articles that it would show if they were published.
  const articlesOf = ({ dependencies }: StoredGuide): string[] =>
    namesIn(dependencies).flatMap((name) => (name.startsWith(ARTICLE) ? [name.slice(ARTICLE.length)] : []));
  const keys = guides.flatMap(({ row, guide }) =>
    [...shownIn(guide).map(({ documentId }) => documentId), ...articlesOf(row)].map((article) =>
      guideKey({ article, locale: row.language })
    )
  );
  const present = new Map((await table.ofKeys([...new Set(keys)])).map((row) => [row.key, row]));
  const own = await table.ofArticles([...new Set(guides.map(({ row }) => row.article))]);
  const findLanguages = (article: string): string | undefined => {
    const published = own.filter((row) => row.article === article && row.state !== 'removed');
    if (!published.every((row) => hasCard(open, row))) return undefined;
    return toLanguages(
      published.flatMap(({ language: locale, entry }) => {
        const { card } = parseEntry(entry);
        return card ? [{ locale, slug: card.slug, title: card.title }] : [];
      })
    );
  };
  const languages = new Map<string, string | undefined>();
  /** Returns the present languages of a guide; undefined if one of them is stale. */
  const languagesOf = ({ article }: StoredGuide): string | undefined => {
    if (!languages.has(article)) languages.set(article, findLanguages(article));
    return languages.get(article);
  };
  // A written language or article without a guide may get one soon.
  const written = new Set(open.flatMap(({ name }) => (name.startsWith(ARTICLE) ? [name] : [])));
  const isComing = (article: string, locale: string): boolean =>
    [`${ARTICLE}${article} ${locale}`, `${ARTICLE}${article} *`].some((name) => written.has(name));
  const isNewLanguage = ({ article, language }: StoredGuide): boolean => {
    const known = new Set(
      own.filter(hasGuide).map((row) => guideKey({ article: row.article, locale: row.language }))
    );
    return [...written].some((name) => {
      if (!name.startsWith(`${ARTICLE}${article} `)) return false;
      const locale = name.slice(name.indexOf(' ') + 1);
      return locale === '*' || (locale !== language && !known.has(guideKey({ article, locale })));
    });
  };
  return guides.flatMap(({ row, guide }): BuiltGuide[] => {
    if (isNewLanguage(row) || languagesOf(row) !== toLanguages(guide.alternates)) return [];
    const cards = new Map<string, GuideCard>();
    for (const { documentId, title, slug } of shownIn(guide)) {
      const related = present.get(guideKey({ article: documentId, locale: row.language }));
      const { card } = parseEntry(hasCard(open, related) ? related.entry : null);
      if (card?.title !== title || card.slug !== slug) return [];
      cards.set(documentId, card);
    }
    const isNew = (article: string): boolean => {
      if (article === row.article || cards.has(article)) return false;
      const other = present.get(guideKey({ article, locale: row.language }));
      return (other !== undefined && hasGuide(other)) || isComing(article, row.language);
    };
    if (articlesOf(row).some(isNew)) return [];
    const payload = JSON.stringify(withCards(guide, cards));
    const before = parseEntry(row.entry) as EntryData;
    const hash = hashOf(payload);
    const base = { article: row.article, locale: row.language, stored: row, state: 'ready' as const };
    if (hash === before.hash) return [{ ...base, isChange: false }];
    const entry: EntryData = { ...before, hash, changedAt: now };
    return [{ ...base, isChange: true, changedAt: now, entry: JSON.stringify(entry), payload }];
  });
};
