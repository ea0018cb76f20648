import { useForm } from '@strapi/strapi/admin';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { anchorsIn, isAnchorOf, toAnchor, toShortTitle, uniqueAnchor } from '../../addresses/anchors';
import { onStored, storedFacts } from '../../conflicts/open-forms';
import { ARTICLE } from '../../uids';
import { valueAt } from '../values';

const NAME = 'CareerFieldHeading';

const textAt = (values: unknown, path: string): string => {
  const value = valueAt(values, path);
  return typeof value === 'string' ? value : '';
};

/**
 * Lets the anchor and the short title of a section follow its heading until they are edited. An anchor that is published
 * stays, since links lead to it.
 *
 * @param section the path of the section
 * @param fields those of its fields that the form has
 */
export const useFollowingHeading = (section: string, fields: string[]): void => {
  const heading = useForm(NAME, ({ values }) => textAt(values, `${section}.heading`));
  const isIdle = useForm(NAME, ({ modified, disabled }) => !modified || disabled);
  const getValues = useForm(
    NAME,
    (form) => (form as unknown as { getValues: () => Record<string, unknown> }).getValues
  );
  const onChange = useForm(NAME, (form) => form.onChange as (path: string, value: string) => void);
  const documentId = useForm(NAME, ({ initialValues }) => textAt(initialValues, 'documentId'));
  const storedAnchors = useForm(NAME, ({ initialValues }) => initialValues as Record<string, unknown>);
  const isFixed = useSyncExternalStore(onStored, () => storedFacts(ARTICLE, documentId).isPublished);
  const last = useRef(heading);

  useEffect(() => {
    const before = last.current;
    last.current = heading;
    // What was not typed is a reset, another language, or the state after a save.
    if (heading === before || isIdle) return;
    const values = getValues();
    const anchors = anchorsIn(values);
    const anchor = anchors.get(section) ?? '';
    const isPublic = isFixed && anchor !== '' && [...anchorsIn(storedAnchors).values()].includes(anchor);
    if (fields.includes('anchor') && !isPublic && (anchor === '' || isAnchorOf(anchor, before))) {
      anchors.delete(section);
      onChange(`${section}.anchor`, uniqueAnchor(toAnchor(heading), new Set(anchors.values())));
    }
    const shortTitle = textAt(values, `${section}.navLabel`);
    if (fields.includes('navLabel') && (shortTitle === '' || shortTitle === toShortTitle(before))) {
      onChange(`${section}.navLabel`, toShortTitle(heading));
    }
    // Only a new heading changes what follows it.
  }, [heading]);
};
