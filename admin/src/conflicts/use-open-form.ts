import { useForm } from '@strapi/strapi/admin';
import { useEffect, useLayoutEffect } from 'react';
import type { VersionMeta } from '../strapi-internals/saved-versions';
import { isOwnType } from '../uids';
import { noteClosedForm, noteOpenForm, noteStored } from './open-forms';
import type { Content } from './schema';

/** What Strapi hands to an action of a form, as far as it is used here. */
interface ActionProps {
  model: string;
  documentId?: string;
  activeTab?: string | null;
  meta?: VersionMeta & {
    /** The published version of a draft, and the draft of a published version. */
    availableStatus?: object[];
  };
}

const NAME = 'CareerFieldVersions';

/** A document action without a button. It registers the form that it is in, with the version that was opened. */
export const useOpenForm = ({ model, documentId, activeTab, meta }: ActionProps): null => {
  const opened = useForm(NAME, ({ initialValues }) => initialValues as Content);
  const isModified = useForm(NAME, ({ modified }) => modified);
  const getValues = useForm(NAME, (form) => (form as unknown as { getValues: () => Content }).getValues);
  const resetForm = useForm(NAME, (form) => form.resetForm as (values: Content) => void);
  const setValues = useForm(NAME, (form) => form.setValues as (values: Content) => void);
  const { careerFieldVersion: version, careerFieldRelated: related } = meta ?? {};

  const isPublished = activeTab === 'published' || (meta?.availableStatus ?? []).length > 0;

  useLayoutEffect(() => {
    if (!isOwnType(model) || !documentId || !version || activeTab === 'published') return;
    return noteOpenForm({
      model,
      documentId,
      version,
      related: related ?? {},
      opened,
      isModified,
      getValues,
      resetForm,
      setValues,
    });
  }, [model, documentId, version, related, activeTab, opened, isModified, getValues, resetForm, setValues]);
  useEffect(() => {
    if (isOwnType(model) && documentId && related) noteStored(model, documentId, { related, isPublished });
  }, [model, documentId, related, isPublished]);
  useEffect(() => {
    if (!isOwnType(model) || !documentId) return;
    return () => noteClosedForm(model, documentId);
  }, [model, documentId]);
  return null;
};

/** All positions in which an entry has a form. */
useOpenForm.position = ['panel', 'relation-modal', 'preview'];
