export {
  findArticlesToCopy,
  findOccupations,
  hasArticles,
  hasOccupations,
  type StartCandidate,
} from './candidates';
export {
  startEmpty,
  startFromArticle,
  startFromOccupation,
  type GuideStart,
  type NewGuide,
} from './start-guide';
