import { useFetchClient, useQueryParams } from '@strapi/strapi/admin';
import { useEffect, useMemo, useState } from 'react';
import { isOwnType } from '../uids';
import type { Owner } from './copies';

interface Entry {
  model: string;
  documentId: string | undefined;
  /** Of the stored entry. */
  locale: string | null | undefined;
}

/** Returns whose text an open form has; undefined until that is known, and for a type of the site. */
export const useOwner = ({ model, documentId, locale }: Entry): Owner | undefined => {
  const { get } = useFetchClient();
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const [user, setUser] = useState<Owner['user']>();
  const language = query.plugins?.i18n?.locale ?? locale ?? '';
  const isOwn = isOwnType(model);

  // Asked for each form, because several people may log in on one computer.
  useEffect(() => {
    if (!isOwn) return;
    let isCancelled = false;
    get<{ data: { id: Owner['user'] } }>('/admin/users/me')
      .then(({ data }) => {
        if (!isCancelled) setUser(data.data.id);
      })
      // Without it nothing is copied, and the form works as it is.
      .catch(() => {});
    return () => {
      isCancelled = true;
    };
    // Without `get`, which is a new function at each render.
  }, [isOwn, model, documentId]);

  return useMemo(
    () => (isOwn && user !== undefined ? { user, model, documentId, locale: language } : undefined),
    [isOwn, user, model, documentId, language]
  );
};
