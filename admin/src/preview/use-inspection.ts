import { useFetchClient, useForm } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type { DraftView, InspectedDraft, InspectRequest } from '../../../server/src/admin-api/contracts';
import { PLUGIN_ID } from '../plugin';

/** How long typing pauses before the form is inspected, in milliseconds. */
const PAUSE = 350;

/** The article that a form edits. */
export interface EditedArticle {
  /** Undefined for one that is not stored yet. */
  documentId: string | undefined;
  locale: string;
}

interface Inspection extends InspectedDraft {
  /** The values that it was made from could not be sent, or were refused. */
  hasFailed: boolean;
}

/**
 * Returns what the server says of the form as it is: as a page, as a guide, or what is missing. It follows after each pause
 * in typing, and is undefined until it is there. A request is aborted when typing goes on, so an earlier response never
 * replaces a later one.
 */
export const useInspection = (
  { documentId, locale }: EditedArticle,
  view: DraftView
): Inspection | undefined => {
  const { post } = useFetchClient();
  const latestPost = useRef(post);
  latestPost.current = post;
  const values = useForm('CareerFieldInspection', (form) => form.values as Record<string, unknown>);
  const [inspection, setInspection] = useState<Inspection>();
  const isFirst = useRef(true);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const request: InspectRequest = { ...(documentId && { documentId }), locale, values, view };
    const timer = setTimeout(
      () => {
        latestPost
          .current<{ data: InspectedDraft }>(`/${PLUGIN_ID}/drafts/inspect`, request, { signal })
          .then(({ data }) => {
            if (!signal.aborted) setInspection({ ...data.data, hasFailed: false });
          })
          // What was known before stays, with a notice.
          .catch(() => {
            if (!signal.aborted) setInspection((before) => ({ ...before, hasFailed: true }));
          });
      },
      isFirst.current ? 0 : PAUSE
    );
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [documentId, locale, view, values]);
  return inspection;
};
