import { panelLanguage } from '../panel-language';
import { fillIn, editorTextsFor } from '../../../texts';
import { fieldName } from '../messages';
import { localeName } from '../locales';

/** An error as Strapi's admin API hands it on: of the server, or of a request without a response. */
export interface SaveError {
  name?: string;
  message?: string;
  /** Missing where no response arrived. */
  status?: number;
  details?: unknown;
}

/** What the request was for: the form of one entry, or entries selected in the list. */
export type SaveScope = 'form' | 'list';

interface FieldError {
  path: string[];
  message: string;
}

/** The entry that a request for several entries failed at (see `server/src/validation/errors.ts`). */
interface RejectedEntry {
  title: string;
  locale: string;
}

interface Details {
  errors: FieldError[];
  entry?: RejectedEntry;
}

/** Errors spelled out in one notification. */
const MAX_ERRORS = 3;

const detailsOf = ({ details }: SaveError): Details => {
  const { errors, entry } = (details ?? {}) as Partial<Details>;
  return { ...(details as object | undefined), errors: Array.isArray(errors) ? errors : [], entry };
};

/** Which of several entries was rejected, and for which of its fields. */
const describeEntry = (
  model: string,
  entry: RejectedEntry,
  errors: FieldError[],
  language: string
): string => {
  const texts = editorTextsFor(language).panel;
  const sentences = errors
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) =>
      fillIn(texts['publish.rejected.error'], { field: fieldName(model, path, language), message })
    );
  const more = errors.length - sentences.length;
  if (more > 0) sentences.push(fillIn(texts['publish.rejected.more'], { count: more }));
  return fillIn(texts['publish.rejected'], {
    entry: entry.title,
    language: localeName(entry.locale, language),
    errors: sentences.join(' · '),
  });
};

const explain = (error: SaveError, model: string, scope: SaveScope): string | undefined => {
  const language = panelLanguage();
  const texts = editorTextsFor(language).panel;
  const action = scope === 'list' ? 'publish' : 'save';
  if (error.status === undefined) return texts[`${action}.unreachable`];
  if (error.status >= 500) return texts[`${action}.failed`];
  if (error.status === 404 && scope === 'form') return texts['save.deleted'];
  const { entry, errors } = detailsOf(error);
  return entry ? describeEntry(model, entry, errors, language) : error.message;
};

/**
 * Turns any rejection of a save into an error that the edit view keeps its form for: one named `ValidationError`, with
 * the errors of the fields if there are any, and a sentence that the editor understands. Status and details stay.
 *
 * @param model the uid of the content type
 */
export const describeRejection = (error: SaveError, model: string, scope: SaveScope): SaveError => ({
  ...error,
  name: 'ValidationError',
  message: explain(error, model, scope),
  details: detailsOf(error),
});
