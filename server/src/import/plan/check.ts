import { contentTypes, type PublicType } from '../../../../content-types';
import type { Language } from '../../../../texts';
import type { FindIssues } from '../../validation';
import { translate } from '../../validation/language';
import type { Attribute } from '../../documents/attributes';
import { isLocalised } from '../../model/attributes';
import {
  formatPath,
  type Attributes,
  type DocumentPath,
  type SourceDocument,
  type FileIssue,
} from '../../documents/document';
import type { PreparedDocument } from '../../documents/prepare';

const parsePath = (field: string): DocumentPath =>
  field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** Whether an attribute belongs under `shared`, also where it is missing. */
const isShared = (type: PublicType, name: string): boolean => {
  const attributes: Record<string, Attribute> = contentTypes[type].attributes;
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return attribute !== undefined && !isLocalised(attribute);
};

/**
 * Checks a document by the rules of every write path, before anything is written.
 *
 * @param findIssues see `createValidator`
 */
export const checkDocument = async (
  findIssues: FindIssues,
  { shared, draft }: SourceDocument,
  { type, file, locales, positionOf }: PreparedDocument,
  language: Language = 'en'
): Promise<FileIssue[]> => {
  const issues: FileIssue[] = [];
  const check = async (
    attributes: Attributes,
    publishable: boolean,
    toFile: (field: string) => DocumentPath
  ): Promise<void> => {
    for (const { field, message, values } of await findIssues(type, attributes, {
      publishable,
      partial: false,
    })) {
      const steps = toFile(field);
      const path = formatPath(steps);
      // Shared attributes are checked in every locale, and reported once.
      if (issues.some((known) => known.path === path)) continue;
      issues.push({ file, ...positionOf(steps), path, message: translate(message, values, language) });
    }
  };
  for (const [locale, prepared] of Object.entries(locales)) {
    /** Maps a field to its path in the file: below the shared attributes or below the locale. */
    const within =
      (sharedPath: DocumentPath, ownPath: DocumentPath, sharedGroup: Attributes) =>
      (field: string): DocumentPath => {
        const path = parsePath(field);
        const name = String(path[0]);
        return [
          ...(Object.hasOwn(sharedGroup, name) || isShared(type, name) ? sharedPath : ownPath),
          ...path,
        ];
      };
    const own: DocumentPath = ['locales', locale];
    const ofAll = within(['shared'], own, shared);
    // Drafts share their own attributes where the file has them, whether or not the locale is published.
    const ofDrafts = (ownPath: DocumentPath): ((field: string) => DocumentPath) =>
      draft.shared ? within(['draft', 'shared'], ownPath, draft.shared) : within(['shared'], ownPath, shared);

    if (prepared.published) await check(prepared.content, true, ofAll);
    else await check(prepared.content, false, ofDrafts(own));
    // A draft that differs in shared attributes only takes everything else from the published content.
    const isOwn = draft.locales[locale] !== undefined;
    if (prepared.draft) await check(prepared.draft, false, ofDrafts(isOwn ? ['draft', ...own] : own));
  }
  return issues;
};

const isWithin = (path: string, other: string): boolean =>
  path === other || (path.startsWith(other) && /^[.[]/.test(path.slice(other.length)));

const isWritten = (document: SourceDocument, path: string): boolean => {
  let value: unknown = document;
  for (const step of parsePath(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value !== undefined && value !== null;
};

/**
 * Removes validation errors that only follow from a value that could not be read, or from a misspelt attribute name.
 *
 * @param violations what the rules find in a document that could not be read as a whole
 * @param found what could not be read
 */
export const withoutConsequences = (
  violations: FileIssue[],
  document: SourceDocument,
  found: FileIssue[]
): FileIssue[] =>
  violations.filter(
    ({ path }) =>
      isWritten(document, path) &&
      !found.some((other) => isWithin(path, other.path) || isWithin(other.path, path))
  );
