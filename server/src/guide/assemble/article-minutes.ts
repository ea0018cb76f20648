import { readingMinutes } from './reading-time';
import { sectionsIn } from './sections-in';
import { textIn, type Row } from '../values';

/** How long it takes to read a whole article's guide, without making the guide. */
export const articleMinutes = (article: Row): number =>
  readingMinutes({
    locale: String(article.locale),
    title: textIn(article.title) ?? '',
    headline: textIn(article.headline),
    lead: textIn(article.lead),
    // Neither the order nor what else there is to read adds to what is read here.
    ...sectionsIn(article, { partOrder: [], cardOf: () => undefined }),
  });
