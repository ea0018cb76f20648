import { unstable_useDocument as useDocument } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { isAddressFollowing } from '../addresses/following-addresses';
import type { VersionMeta } from '../strapi-internals/saved-versions';
import { relatedIn, toContent, toFormValues } from './form-values';
import { merge, type Choices, type Difference } from './merge';
import type { Conflict, StoredEntry } from './open-forms';
import type { RelatedEntry } from './related';
import type { Content, Schemas } from './schema';
import { useRelatedEntries } from './use-related-entries';

/** Gives the request a cache key of its own, so that its response does not replace the form's entry. */
const STORED = 'careerFieldStored';

/** The version that the server reports for an entry that does not exist in a language. */
export const NO_VERSION = 'none';

export interface Comparison {
  schemas: Schemas;
  stored: StoredEntry;
  differences: Difference[];
  find: (documentId: string) => RelatedEntry;
  /** Puts the content by the choices into the form, which then starts from what is stored. */
  apply: () => void;
}

/** Reads what is stored, and compares it with the form; undefined until everything is loaded. */
export const useComparison = (
  conflict: Conflict,
  choices: Choices
): { comparison: Comparison | undefined; hasFailed: boolean } => {
  const { entry, form, version } = conflict;
  const read = useDocument({
    ...entry,
    documentId: form.documentId,
    params: { ...entry.params, [STORED]: version },
  } as Parameters<typeof useDocument>[0]);
  const { document, meta, schema, components } = read as unknown as {
    document?: Content;
    meta?: VersionMeta & object;
    schema?: Schemas['type'];
    components?: Schemas['components'];
  };
  // An entry that does not exist has the form of a new one.
  const shown = read.getInitialFormValues(document?.id === undefined) as Content | undefined;
  const isReady = document && meta && schema && shown && !read.isLoading;

  const versions = useMemo(() => {
    if (!isReady) return undefined;
    const schemas: Schemas = { uid: entry.model, type: schema, components: components ?? {} };
    const theirs = toContent(schemas, shown, meta.careerFieldRelated ?? {});
    const mine = toContent(schemas, form.getValues(), form.related);
    const opened = version === NO_VERSION ? theirs : toContent(schemas, form.opened, form.related);
    return { schemas, mine, theirs, opened, targets: relatedIn(schemas, [mine, theirs, opened]), shown };
    // Without `shown`, which is a new object at each render.
  }, [conflict, document, isReady]);

  const entries = useRelatedEntries(versions?.targets, entry.params?.locale);
  const comparison = useMemo((): Comparison | undefined => {
    if (!versions || !entries || !document || !meta) return undefined;
    const { schemas, mine, theirs, opened } = versions;
    const find = (documentId: string): RelatedEntry =>
      entries.get(documentId) ?? { id: documentId, documentId, label: documentId };
    // The address that follows a title is not chosen, but derived from the title that is.
    const takeStored = new Set(isAddressFollowing(entry.model, mine.slug) ? ['slug'] : []);
    const { content, differences } = merge(schemas, { opened, mine, theirs }, choices, takeStored);
    const stored = { data: document, meta };
    return {
      schemas,
      stored,
      differences,
      find,
      apply: () => {
        const related = meta.careerFieldRelated ?? {};
        conflict.startFrom(stored);
        form.resetForm(versions.shown);
        form.setValues(toFormValues({ schemas, values: versions.shown, related, find }, content));
      },
    };
  }, [conflict, form, entry, versions, entries, choices, document, meta]);
  return { comparison, hasFailed: read.hasError === true };
};
