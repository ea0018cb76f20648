import { CAREER_FIELD_API, CAREER_FIELD_TOKEN } from 'astro:env/server';
import { createClient, type Guide, type GuideCard, type GuideSection } from 'career-field-client';

/** The only way to the guides: https://www.npmjs.com/package/career-field-client */
export const api = createClient({
  baseUrl: CAREER_FIELD_API,
  ...(CAREER_FIELD_TOKEN ? { token: CAREER_FIELD_TOKEN } : {}),
});

/** A guide with its text as HTML. */
export type PortalGuide = Guide<string>;

/** A section of one type. */
export type SectionOf<Type extends GuideSection['type']> = Extract<GuideSection<string>, { type: Type }>;

/** All cards of one language; where it has none, the API may offer those of another. */
export const cardsOf = async (locale: string): Promise<GuideCard[]> => {
  const cards: GuideCard[] = [];
  for await (const card of api.allGuides({ locale })) {
    if (card.locale === locale) cards.push(card);
  }
  return cards;
};
