/** An article in one language. */
export interface GuideKey {
  /** Its `documentId`. */
  article: string;
  locale: string;
}

/** `<article> <locale>`: neither has a space in it. */
export const guideKey = ({ article, locale }: GuideKey): string => `${article} ${locale}`;
