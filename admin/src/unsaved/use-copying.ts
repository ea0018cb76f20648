import { useForm } from '@strapi/strapi/admin';
import { useEffect, useRef } from 'react';
import { findOpenForm } from '../conflicts/open-forms';
import type { Content } from '../conflicts/schema';
import { deleteCopy, writeCopy, type Owner } from './copies';

const NAME = 'CareerFieldUnsaved';

/** After how many milliseconds without typing the text is copied. */
const PAUSE_MS = 500;

/** Copies what is typed into the form around it to the browser's storage, until it is saved. */
export const useCopying = (owner: Owner | undefined, form: string): void => {
  const values = useForm(NAME, (state) => state.values as Content);
  const isModified = useForm(NAME, ({ modified }) => modified);
  const wasModified = useRef(false);
  /** Copies what was typed since the last copy. */
  const pending = useRef<() => void>(undefined);

  useEffect(() => {
    if (!owner) return;
    if (!isModified) {
      // It was saved, or set back by the person herself.
      if (wasModified.current) deleteCopy(localStorage, owner, form);
      wasModified.current = false;
      pending.current = undefined;
      return;
    }
    wasModified.current = true;
    const at = Date.now();
    // Now: when the form goes, it is not among the open ones any more.
    const openedWith = findOpenForm(owner.model, owner.documentId);
    const copy = (): void => {
      pending.current = undefined;
      const opened = findOpenForm(owner.model, owner.documentId) ?? openedWith;
      const base = opened && { version: opened.version, opened: opened.opened, related: opened.related };
      writeCopy(localStorage, owner, form, { at, values, ...(base ? { base } : {}) });
    };
    pending.current = copy;
    const timer = setTimeout(copy, PAUSE_MS);
    window.addEventListener('pagehide', copy);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', copy);
    };
  }, [owner, form, values, isModified]);

  // The form goes without a pause when the login has expired.
  useEffect(() => () => pending.current?.(), []);
};
