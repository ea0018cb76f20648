import { fieldText } from '../../../texts';
import { configOf } from '../config';
import { uidOf, type Strapi } from '../plugin';
import { isBulkPublish } from '../strapi-internals/admin-requests';
import { createValidationError } from '../validation/errors';
import { requestLanguage, translate } from '../validation/language';
import { isImporting } from './import-scope';
import { findTranslations, type PartBehind } from './service';
import { findStates } from './states';

/** Where a part is in the form; of one that the language does not have, its list or field. */
const fieldOf = ({ path, part }: PartBehind): string => path ?? part.split('#')[0]!;

/** Returns the name of a part for editors: "Aufgaben 2". */
const nameOf = (part: PartBehind, language: string): string => {
  const [field = '', ...steps] = (part.path ?? part.sourcePath ?? fieldOf(part)).split('.');
  const index = steps.find((step) => /^\d+$/.test(step));
  const label = fieldText(uidOf('article'), field, language)?.label ?? field;
  return index === undefined ? label : `${label} ${Number(index) + 1}`;
};

const titleOf = async (strapi: Strapi, article: string, locale: string): Promise<string> => {
  const row = (await strapi.db
    .query(uidOf('article'))
    .findOne({ where: { documentId: article, locale, publishedAt: null }, select: ['title'] })) as {
    title?: string;
  } | null;
  return row?.title ?? article;
};

/**
 * Rejects the publication of languages of which parts are behind their original, where the site says so. An import
 * publishes what its files say.
 *
 * @throws errors.ValidationError with an issue for each part
 */
export const requireUpToDate = async (
  strapi: Strapi,
  article: string,
  locales: readonly string[]
): Promise<void> => {
  if (configOf(strapi).translations !== 'block' || isImporting()) return;
  const states = await findStates(strapi, article);
  const language = requestLanguage(strapi);
  const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
  for (const locale of locales) {
    if (!states.get(locale)?.behind) continue;
    const { behind } = await findTranslations(strapi, article, locale);
    if (behind.length === 0) continue;
    const issues = behind.map((part) => ({
      field: fieldOf(part),
      message: 'translation.part',
      values: { language: names.of(part.locale) ?? part.locale },
    }));
    const entry = isBulkPublish(strapi)
      ? { title: await titleOf(strapi, article, locale), locale }
      : undefined;
    const error = createValidationError(strapi, issues, entry);
    const parts = [...new Set(behind.map((part) => nameOf(part, language)))].join(', ');
    error.message = translate('translation.behind', { language: names.of(locale), parts }, language);
    throw error;
  }
};
