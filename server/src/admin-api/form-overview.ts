import { fillIn, textsFor, type Language } from '../../../texts';
import type { Advice } from '../guide/advice';
import type { ReviewedForm } from '../guide/drafts';
import { translate } from '../validation/language';
import { toPath } from '../validation/errors';
import type { Issue } from '../validation/rules';
import type { FormOverview, OpenPoint } from './contracts';

/** The name of a field in the form: `faq.0.answer`. */
const fieldOf = (path: string): string => toPath(path).join('.');

/** Writes a day as the editor's language does. */
const inWords = (
  { since, ...values }: NonNullable<Advice['values']>,
  language: Language
): NonNullable<Advice['values']> =>
  since === undefined || since === ''
    ? values
    : {
        ...values,
        since: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
          new Date(since)
        ),
      };

/** Says in the editor's language what was found in a form. */
export const overviewOf = (
  { outline, invalid, unpublishable, advice, completeness, readingMinutes }: ReviewedForm,
  language: Language
): FormOverview => {
  const pointsOf = (kind: OpenPoint['kind'], issues: Issue[]): OpenPoint[] =>
    issues.map(({ field, message, values }) => ({
      kind,
      field: fieldOf(field),
      message: message === 'publish.required' ? null : translate(message, values, language),
    }));
  const sentences = textsFor(language).advice;
  return {
    outline: outline.map(({ section: { type, heading }, origin }) => ({
      field: fieldOf(origin),
      type,
      heading,
    })),
    openPoints: [
      ...pointsOf('save', invalid),
      ...pointsOf('publish', unpublishable),
      ...advice.map(({ rule, field, values = {} }): OpenPoint => ({
        kind: 'advice',
        field: fieldOf(field),
        message: fillIn(sentences[rule], inWords(values, language)),
      })),
    ],
    completeness,
    readingMinutes,
  };
};
