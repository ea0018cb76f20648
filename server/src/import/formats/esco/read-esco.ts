import path from 'node:path';
import type { Attributes, SourceDocument, FileIssue } from '../../../documents/document';
import { articleKey, articleOf, sourceOf, titleOf } from './article';
import { categoryKey, categoryOf, groupsWithParents, subMajorGroup } from './categories';
import { asVersion, languageInName, versionInName } from './edition';
import type { Reading } from '../source';
import { FileError } from './file-error';
import { isSkipped, readOccupation, type Occupation } from './occupation';
import { createNaming, type Naming, type TitleForm } from './naming';
import { loadPlainTextToMarkdown } from './plain-text';
import { readRows, type Row } from './rows';
import { createSlugs } from './slugs';

export interface EscoOptions {
  /** The version of the classification, such as `1.2.0`; otherwise it is taken from the file's name. */
  version?: string;
  /** The locale that the texts are written in; otherwise the language that the file's name ends with. */
  locale?: string;
  /** Which form of a name in two forms becomes the title. */
  titleForm?: TitleForm;
}

/** The number of issues after which reading stops: in a file with an issue in each row, these show the cause. */
const MAX_ISSUES = 100;

interface Edition {
  version: string;
  locale: string;
}

const VERSION_HINT = 'Give it with --esco-version, such as --esco-version 1.2.0.';

const LOCALE_HINT = 'Give it with --locale, such as --locale en';

const isLocale = (locale: string): boolean => {
  try {
    return new Intl.Locale(locale).language !== '';
  } catch {
    return false;
  }
};

const languageOf = (locale: string): string => locale.slice(0, 2).toLowerCase();

/** Returns the version and the language of a file, which its rows do not contain. */
const editionOf = (file: string, options: EscoOptions): { edition?: Edition; messages: string[] } => {
  const version = options.version === undefined ? versionInName(file) : asVersion(options.version);
  const locale = options.locale ?? languageInName(file);
  const messages: string[] = [];
  if (version === undefined) {
    const what =
      options.version === undefined
        ? 'The file does not say which version of ESCO it is, and codes mean nothing without.'
        : `"${options.version}" is not a version of ESCO.`;
    messages.push(`${what} ${VERSION_HINT}`);
  }
  if (locale === undefined) {
    const name = "name the file as ESCO's downloads are: occupations_en.csv.";
    messages.push(`The file does not say which language it is in. ${LOCALE_HINT}, or ${name}`);
  } else if (!isLocale(locale)) {
    messages.push(`"${locale}" is not a locale. ${LOCALE_HINT}.`);
  } else if ((languageInName(file) ?? languageOf(locale)) !== languageOf(locale)) {
    const named = languageInName(file) ?? '';
    messages.push(
      `By its name, the file is in the language "${named}", and not in "${locale}": its texts would stand under another language. If the name is wrong, rename the file.`
    );
  }
  if (version === undefined || locale === undefined || messages.length > 0) return { messages };
  return { edition: { version, locale }, messages };
};

/** Reads the rows of occupations, or their issues. */
const readOccupations = async function* (
  file: string
): AsyncGenerator<{ row: Row; occupation: Occupation } | { issues: FileIssue[] } | { unknown: string[] }> {
  for await (const read of readRows(file)) {
    if ('unknown' in read) yield read;
    else if ('issue' in read) yield { issues: [read.issue] };
    else if (!isSkipped(read.row)) yield { row: read.row, ...readOccupation(read.row) };
  }
};

const named = (occupation: Occupation, naming: Naming) => ({
  title: titleOf(occupation, naming),
  key: articleKey(occupation.uuid),
  uuid: occupation.uuid,
  code: occupation.code,
});

/** Finds duplicate occupations and codes: a spreadsheet converts 2654.1.10 to 2654.1.1. */
const createDuplicates = () => {
  const lines = new Map<string, number>();
  return (row: Row, { uuid, code }: Occupation): FileIssue | undefined => {
    for (const [field, id] of [
      ['uri', uuid],
      ['code', code],
    ] as const) {
      if (id === undefined) continue;
      const other = lines.get(id);
      if (other !== undefined)
        return row.issue(field, `"${row.get(field)}" stands in line ${other} already.`);
      lines.set(id, row.line);
    }
    return undefined;
  };
};

/**
 * Reads the file for what the first document depends on: the groups, each with the first line that needs it, and the
 * slugs that more than one occupation would have. The second reading reports the issues and stops after `MAX_ISSUES`;
 * this one stops at the same row.
 */
const survey = async (file: string, naming: Naming) => {
  const groups = new Map<string, number>();
  const slugs = createSlugs();
  const findDuplicate = createDuplicates();
  let occupations = 0;
  let issues = 0;
  try {
    for await (const read of readOccupations(file)) {
      if ('unknown' in read) continue;
      occupations += 1;
      if ('issues' in read) issues += read.issues.length;
      else if (findDuplicate(read.row, read.occupation)) issues += 1;
      if (issues >= MAX_ISSUES) break;
      if ('issues' in read) continue;
      const { row, occupation } = read;
      for (const group of groupsWithParents([subMajorGroup(occupation.iscoGroup)])) {
        if (!groups.has(group)) groups.set(group, row.line);
      }
      slugs.add(named(occupation, naming));
    }
  } catch (error) {
    if (!(error instanceof FileError) || occupations === 0) throw error;
  }
  if (occupations === 0) throw new FileError('There is no released occupation in the file.');
  return { groups, slugs };
};

const documentsOf = async function* (
  file: string,
  edition: Edition,
  titleForm: TitleForm
): AsyncGenerator<Reading> {
  const name = path.basename(file);
  const { version, locale } = edition;
  const naming = createNaming(locale, titleForm);
  const document = (
    type: SourceDocument['type'],
    key: string,
    line: number,
    { shared, localised }: { shared: Attributes; localised: Attributes }
  ): Reading => {
    const position = () => ({ line, column: 1 });
    return {
      document: {
        file: name,
        type,
        key,
        // A type without drafts is always published.
        published: { [locale]: type === 'category' },
        shared,
        locales: { [locale]: localised },
        draft: { shared: undefined, locales: {} },
        positionOf: position,
        positionWithin: position,
      },
    };
  };

  const toMarkdown = await loadPlainTextToMarkdown();
  const { groups, slugs } = await survey(file, naming);
  for (const group of groupsWithParents(groups.keys())) {
    yield document('category', categoryKey(group), groups.get(group) ?? 1, categoryOf(group, locale));
  }
  const source = sourceOf(version, locale);
  const findDuplicate = createDuplicates();
  for await (const read of readOccupations(file)) {
    if ('unknown' in read) {
      const { length } = read.unknown;
      yield {
        note: `${name}: ignored ${length === 1 ? 'a column' : 'columns'} that no known release of ESCO has: ${read.unknown.join(', ')}`,
      };
      continue;
    }
    if ('issues' in read) {
      for (const issue of read.issues) yield { issue };
      continue;
    }
    const { row, occupation } = read;
    const duplicate = findDuplicate(row, occupation);
    if (duplicate) {
      yield { issue: duplicate };
      continue;
    }
    const slug = slugs.slugOf(named(occupation, naming));
    yield document(
      'article',
      articleKey(occupation.uuid),
      row.line,
      articleOf(occupation, { version, source, slug, naming, toMarkdown })
    );
  }
};

/**
 * Reads the occupations of ESCO, the European Commission's classification of occupations, from a CSV file: ESCO's own
 * download (`occupations_en.csv`) or that of the Tabiya open dataset. One file is one language.
 *
 * First come the categories that the occupations need, parents first: the major and sub-major groups of ISCO-08 (keys
 * `isco-08-2`, `isco-08-25`). Then each occupation is an article, a draft (key `esco-<uuid>`, the same in every version
 * and language). Rows of other types of concepts, rows that are not released, and occupations that a country
 * has added in the Tabiya layout are skipped without an issue. Hidden labels become search names, which are not shown.
 * The note on regulation becomes a link of the access requirements. Scope notes are not read.
 *
 * The file is read twice, row by row: only ids, codes, slugs and groups stay in memory.
 *
 * @param file its path
 * @returns the documents, and all issues with the line and the name of the column; with an issue, the caller must not
 * write anything. Reading stops after a hundred issues.
 */
export async function* readEsco(file: string, options: EscoOptions = {}): AsyncGenerator<Reading> {
  const issue = (message: string, line = 1, column = ''): Reading => ({
    issue: { file: path.basename(file), line, column: 1, path: column, message },
  });
  const { edition, messages } = editionOf(file, options);
  for (const message of messages) yield issue(message);
  if (!edition) return;
  let issues = 0;
  try {
    for await (const reading of documentsOf(file, edition, options.titleForm ?? 'neutral')) {
      yield reading;
      if (!('issue' in reading)) continue;
      issues += 1;
      if (issues < MAX_ISSUES) continue;
      yield issue(
        'There are more issues than these. Mend what they have in common first.',
        reading.issue.line
      );
      return;
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    yield issue(error.message, error.line, error.column);
  }
}
