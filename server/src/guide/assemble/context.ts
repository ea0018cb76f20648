import type { CareerFieldConfig } from '../../config';
import type { AssetUrl } from '../assets';
import type { GuideAlternate, GuideCard, GuideCategory } from '../types';
import type { Row } from '../values';

/** Another article that is published in the guide's language: its card, and the row that the card is read from. */
export interface LinkedArticle {
  card: GuideCard;
  row: Row;
}

/** Everything that a guide shows beside its own article, and the options of the site. */
export interface GuideContext {
  partOrder: CareerFieldConfig['partOrder'];
  site: CareerFieldConfig['site'];
  assetUrl: AssetUrl;
  /** The moment of the assembly: figures that are too old are left out of JSON-LD. */
  now: Date;
  freshness: CareerFieldConfig['freshness'];
  /** From the root of the tree to the article's category. */
  categories: GuideCategory[];
  /** The articles that this one links to, by `documentId`, as far as they are published in its language. */
  linked: Map<string, LinkedArticle>;
  /** The `documentId`s of articles that this one may link to as soon as they are published. */
  linkedDrafts: string[];
  /** The published languages of this article, its own among them. */
  alternates: Omit<GuideAlternate, 'url'>[];
  /** The day of the last review, which is no part of the article; see `server/src/editorial`. */
  reviewedAt: string | null;
}
