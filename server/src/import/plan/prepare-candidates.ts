import { prepareDocument } from '../../documents/prepare';
import { checkDocument, withoutConsequences } from './check';
import { findDeletedTargets, withoutDeletedTargets } from './deleted-targets';
import type { Candidate, Planning } from './planning';
import { isForced } from './types';

/** Reads the attributes of a document and validates them. */
export const prepareCandidate = async (
  { context: { strapi, source, markdown }, options, findIssues, issues, filesReadInPart }: Planning,
  candidate: Candidate
): Promise<void> => {
  const { document } = candidate;
  const { prepared, issues: found } = prepareDocument({ strapi, folder: source.folder, markdown }, document);
  candidate.prepared = prepared;
  const violations = await checkDocument(findIssues, document, prepared, options.language);
  const isWhole = found.length === 0 && !filesReadInPart.has(document.file);
  issues.push(...found, ...(isWhole ? violations : withoutConsequences(violations, document, found)));
};

/**
 * Removes references to documents that an editor has deleted, since they are not imported again; with `force`, they are
 * restored.
 */
export const removeDeletedTargets = async (
  { context, options, findIssues }: Planning,
  candidates: Candidate[]
): Promise<void> => {
  if (options.force) return;
  const documents = candidates.map(({ prepared }) => prepared!);
  const isDeletedInSite = await findDeletedTargets(context.strapi, documents);
  const isDeleted: typeof isDeletedInSite = (id, locale) =>
    !isForced(options, id) && isDeletedInSite(id, locale);
  for (const candidate of candidates) {
    const { type, locales, references } = candidate.prepared!;
    for (const [locale, local] of Object.entries(locales)) {
      if (!references.some(({ id }) => isDeleted(id, locale))) continue;
      locales[locale] = withoutDeletedTargets(locale, local, isDeleted);
      if (!local.published) continue;
      const missing = await findIssues(type, locales[locale].content, { publishable: true, partial: false });
      if (missing.length > 0) candidate.incomplete.add(locale);
    }
  }
};
