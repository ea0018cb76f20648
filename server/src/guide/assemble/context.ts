import type { CareerFieldConfig } from '../../config';
import type { AssetUrl } from '../assets';
import type { GuideAlternate, GuideCard, GuideCategory } from '../types';
import type { Row } from '../values';

/** Another article that is published in the guide's language: what a link to it shows, and the row that says it. */
export interface Neighbour {
  card: GuideCard;
  row: Row;
}

/** Everything that a guide shows beside its own article, and how the site wants it. */
export interface GuideContext {
  partOrder: CareerFieldConfig['partOrder'];
  site: CareerFieldConfig['site'];
  assetUrl: AssetUrl;
  /** The moment of the assembly: figures that are too old are left out of JSON-LD. */
  now: Date;
  /** From the root of the tree to the article's category. */
  categories: GuideCategory[];
  /** The articles that this one points at, by `documentId`, as far as they are published in its language. */
  neighbours: Map<string, Neighbour>;
  /** The articles, by `documentId`, that this one may point at as soon as they are published. */
  neighboursToCome: string[];
  /** The published languages of this article, its own among them. */
  alternates: Omit<GuideAlternate, 'url'>[];
}
