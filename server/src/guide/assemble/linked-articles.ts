import type { Row } from '../values';
import { dependenciesOf } from './dependencies';

const ARTICLE = 'article:';

/** The `documentId`s of the other articles that an article links to. */
export const linkedArticles = (article: Row): string[] =>
  dependenciesOf('article', [article]).flatMap((name) =>
    name.startsWith(ARTICLE) && name !== `${ARTICLE}${String(article.documentId)}`
      ? [name.slice(ARTICLE.length)]
      : []
  );
