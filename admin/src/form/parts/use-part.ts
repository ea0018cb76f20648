import { useForm } from '@strapi/strapi/admin';
import { useMemo, useSyncExternalStore } from 'react';
import { onStored, storedFacts } from '../../conflicts/open-forms';
import { useOpenPoints } from '../open-points';
import { pathsOfErrors, stateOfPart, type PartState } from './part-state';

const NAME = 'CareerFieldPart';

export interface OpenPart extends PartState {
  documentId: string;
  /** The paths of its errors. */
  errors: string[];
  /** What is left to do, beyond errors. */
  points: number;
}

/** What a part of the open form contains, as it is typed. */
export const usePart = (owner: string, part: string): OpenPart => {
  const value = useForm(NAME, ({ values }) => (values as Record<string, unknown>)[part]);
  const error = useForm(NAME, ({ errors }) => (errors as Record<string, unknown>)[part]);
  const documentId = useForm(NAME, ({ initialValues }) =>
    String((initialValues as { documentId?: string }).documentId ?? '')
  );
  const related = useSyncExternalStore(onStored, () => storedFacts(owner, documentId).related);
  const state = useMemo(() => stateOfPart(owner, part, value, related), [owner, part, value, related]);
  const errors = useMemo(() => pathsOfErrors(error, part), [error, part]);
  const points = useOpenPoints(part);
  return { ...state, documentId, errors, points };
};
