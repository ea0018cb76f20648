import { Button, Flex, Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { useEffect, useId, useState } from 'react';
import { useIntl } from 'react-intl';
import { findOpenForm, reportConflict } from '../conflicts/open-forms';
import type { Content } from '../conflicts/schema';
import type { SidePanel } from '../panel/side-panel';
import { useText } from '../use-text';
import { findCopies, noteRestored, type Owner, type StoredCopy } from './copies';
import { useCopying } from './use-copying';
import { useOwner } from './use-owner';

const NAME = 'CareerFieldUnsaved';

/** Compares a copy with what was saved since, as if it were typed into the open form now. */
const compare = (owner: Owner, copy: StoredCopy): void => {
  const form = findOpenForm(owner.model, owner.documentId);
  if (!form || !copy.base) return;
  reportConflict({
    form: { ...form, ...copy.base, getValues: () => copy.values },
    entry: {
      collectionType: 'collection-types',
      model: owner.model,
      documentId: form.documentId,
      params: { locale: owner.locale },
    },
    version: form.version,
    isRestored: true,
    // Applied: the form starts from what is stored already.
    startFrom: () => noteRestored(copy.key),
  });
};

interface Props {
  owner: Owner;
  copies: StoredCopy[];
  onDone: (key: string) => void;
}

/** Offers what was typed before and not saved. */
const Copies = ({ owner, copies, onDone }: Props) => {
  const text = useText();
  const { formatDate } = useIntl();
  const setValues = useForm(NAME, (state) => state.setValues as (values: Content) => void);
  const restore = (copy: StoredCopy): void => {
    const version = findOpenForm(owner.model, owner.documentId)?.version;
    if (version === copy.base?.version) {
      setValues(copy.values);
      noteRestored(copy.key);
    } else compare(owner, copy);
    onDone(copy.key);
  };
  const discard = ({ key }: StoredCopy): void => {
    localStorage.removeItem(key);
    onDone(key);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {copies.map((copy) => (
        <Flex key={copy.key} direction="column" alignItems="stretch" gap={2}>
          <Typography variant="omega">
            {text('unsaved.from', {
              time: formatDate(copy.at, { dateStyle: 'long', timeStyle: 'short' }),
            })}
          </Typography>
          <Flex gap={2} wrap="wrap">
            <Button size="S" onClick={() => restore(copy)}>
              {text('unsaved.restore')}
            </Button>
            <Button size="S" variant="tertiary" onClick={() => discard(copy)}>
              {text('unsaved.discard')}
            </Button>
          </Flex>
        </Flex>
      ))}
    </Flex>
  );
};

/** A document action without a button, because these are in the form of an entry: it copies what is typed. */
export const useUnsavedCopy = ({
  model,
  documentId,
  document,
}: {
  model: string;
  documentId?: string;
  document?: { locale?: string | null };
}): null => {
  const form = useId();
  const [opened] = useState(() => `${Date.now()}${form}`);
  const owner = useOwner({ model, documentId, locale: document?.locale });
  useCopying(owner, opened);
  return null;
};

useUnsavedCopy.position = 'panel';

/** The side panel that offers what was typed before and not saved; null if there is nothing. */
export const useUnsavedPanel: SidePanel = ({ model, document }) => {
  const text = useText();
  const owner = useOwner({ model, documentId: document?.documentId, locale: document?.locale });
  const [copies, setCopies] = useState<StoredCopy[]>([]);
  // What is typed from now on is not offered in the form that it is typed into.
  useEffect(() => setCopies(owner ? findCopies(localStorage, owner, '') : []), [owner]);
  if (!owner || copies.length === 0) return null;
  return {
    title: text('unsaved.title'),
    content: (
      <Copies
        owner={owner}
        copies={copies}
        onDone={(key) => setCopies((before) => before.filter((copy) => copy.key !== key))}
      />
    ),
  };
};
