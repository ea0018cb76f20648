import { textIn, type Row } from '../values';
import { readingMinutes } from './reading-time';
import { sectionsIn } from './sections-in';

/** How long it takes to read an article's guide, without assembling the guide. */
export const articleMinutes = (article: Row): number => {
  const locale = String(article.locale);
  return readingMinutes({
    locale,
    title: textIn(article.title) ?? '',
    headline: textIn(article.headline),
    lead: textIn(article.lead),
    // Neither the order of the parts nor links to other articles add to the reading time.
    ...sectionsIn(article, [], { locale }),
  });
};
