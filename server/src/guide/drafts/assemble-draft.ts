import { textsFor } from '../../../../texts';
import { firstPublicationOf } from '../../model/publication-history';
import { uidOf, type Strapi } from '../../plugin';
import { Assembler, type AssembledDraft } from '../assemble';
import type { Shape } from '../assemble/public-shape';
import { articleShape } from '../assemble/read-articles';
import { createAssetUrl } from '../assets';
import { loadRenderer } from '../renderer';
import type { Guide, TextFormat } from '../types';
import { textIn, type Row } from '../values';

/** A guide always has a title and a slug, and a draft may lack them. What a site keeps from readers stays missing. */
const withPlaceholders = (row: Row, { select }: Shape): Row => {
  const { page } = textsFor(String(row.locale).slice(0, 2));
  const placeholders: Row = { title: page['draft.untitled'], slug: row.documentId };
  const missing = Object.entries(placeholders).filter(
    ([name]) => select.includes(name) && textIn(row[name]) === null
  );
  return { ...row, ...Object.fromEntries(missing) };
};

/** The draft has the date only after the second publication, see `publication-history.ts`. */
const findFirstPublication = async (strapi: Strapi, row: Row): Promise<unknown> => {
  const { documentId, locale } = row;
  const published = (await strapi.db.query(uidOf('article')).findOne({
    where: { documentId, locale, publishedAt: { $notNull: true } },
    select: articleShape(strapi, []).select,
  })) as Row | null;
  return firstPublicationOf(row) ?? (published && firstPublicationOf(published));
};

/**
 * Assembles the guide that a draft would be if it were published now. As on a published guide, nothing is shown of an
 * article that is not published. A draft that never was has the time of its last change as `publishedAt`.
 *
 * @param shape what was read of the row
 * @returns null if the site keeps the title or the slug of its articles from readers
 */
export const assembleDraft = async (strapi: Strapi, row: Row, shape: Shape): Promise<AssembledDraft | null> =>
  new Assembler(strapi).assembleDraft({
    ...withPlaceholders(row, shape),
    publishedAt: (await findFirstPublication(strapi, row)) ?? row.updatedAt,
  });

/** Writes the texts of a draft in a format. */
export const renderDraft = async (
  strapi: Strapi,
  guide: Guide,
  format: TextFormat
): Promise<Guide | Guide<string>> =>
  format === 'blocks' ? guide : (await loadRenderer()).render(guide, format, createAssetUrl(strapi));
