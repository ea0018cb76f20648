import { configOf } from '../../config';
import type { Strapi } from '../../plugin';
import { toPath } from '../../validation/errors';
import type { Issue } from '../../validation/rules';
import { adviceFor, completenessOf, type Advice, type AdvisedArticle, type Completeness } from '../advice';
import { findBrokenLinks } from '../links';
import { linksIn } from '../links/links-in';
import type { GuideSection } from '../types';
import { rowIn, type Row } from '../values';
import type { Shape } from '../assemble/public-shape';
import { inspectForm, type OpenForm } from './inspect-form';
import { findPublicationIssues } from './publication-issues';

/** A section in the order of the guide, with the path of what it is written in: `definition`, or `sections[2]`. */
export interface OutlinedSection {
  section: GuideSection;
  origin: string;
}

/** What an editor should know of a form before she saves and publishes it. Paths are those of the article. */
export interface ReviewedForm {
  /** Empty if the site keeps the title or the slug of its articles from readers. */
  outline: OutlinedSection[];
  /** What keeps it from being saved. */
  invalid: Issue[];
  /** What keeps it from being published, beside that. */
  unpublishable: Issue[];
  advice: Advice[];
  completeness: Completeness;
  readingMinutes: number;
}

type Zone = { on: Record<string, Shape> };

const isZoneShape = (shape: Shape | Zone): shape is Zone => 'on' in shape;

/**
 * Whether a path leads to something that was read. Other values are unknown, so nothing can be said about them: those of
 * the site's own sections, and those that the editor may not read or the site keeps from readers.
 */
const isRead = (shape: Shape, article: Row, path: string): boolean => {
  let below: Shape | Zone | undefined = shape;
  let value: unknown = article;
  for (const step of toPath(path)) {
    if (!below) return false;
    if (/^\d+$/.test(step)) {
      value = (value as unknown[] | undefined)?.[Number(step)];
      if (isZoneShape(below)) below = below.on[String(rowIn(value)?.__component)];
      continue;
    }
    if (isZoneShape(below)) return false;
    value = rowIn(value)?.[step];
    if (below.select.includes(step)) return true;
    below = below.populate[step];
  }
  return below !== undefined;
};

const brokenLinksIn = async (strapi: Strapi, article: Row): Promise<AdvisedArticle['brokenLinks']> =>
  configOf(strapi).links.check
    ? findBrokenLinks(
        strapi,
        linksIn(article).map(({ address }) => address)
      )
    : new Map();

/** Finds what is missing in an open form, and what would make it better. Nothing is stored. */
export const reviewForm = async (strapi: Strapi, form: OpenForm): Promise<ReviewedForm> => {
  const { guide, origins, article, issues, shape } = await inspectForm(strapi, form);
  const isKnown = ({ field }: { field: string }): boolean => isRead(shape, article, field);
  const unpublishable = await findPublicationIssues(strapi, article, form);
  const invalid = issues.filter(isKnown);
  const fields = new Set(invalid.map(({ field }) => field));
  const { freshness } = configOf(strapi);
  const brokenLinks = guide ? await brokenLinksIn(strapi, article) : new Map();
  return {
    outline: (guide?.sections ?? []).map((section, index) => ({ section, origin: origins[index]! })),
    invalid,
    // What could not be saved was left out of the article, so it is missing there as well.
    unpublishable: unpublishable.filter((issue) => isKnown(issue) && !fields.has(issue.field)),
    advice: guide
      ? adviceFor({ article, guide, origins, brokenLinks, now: new Date(), freshness }).filter(isKnown)
      : [],
    completeness: completenessOf(article),
    readingMinutes: guide?.readingMinutes ?? 0,
  };
};
