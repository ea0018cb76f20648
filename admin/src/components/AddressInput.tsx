import { Field, TextButton, Typography } from '@strapi/design-system';
import { useFetchClient, useField, useForm, useQueryParams } from '@strapi/strapi/admin';
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { contentTypes, type PublicType } from '../../../content-types';
import { noteFollowing } from '../following-addresses';
import { PLUGIN_ID } from '../plugin';
import { pluginMessageId } from '../messages';

export interface AddressInputProps {
  type: PublicType;
  name: string;
  label: string;
  hint?: ReactNode;
  labelAction?: ReactNode;
  placeholder?: string;
  disabled?: boolean;
}

/** See `server/src/model/derive-slugs.ts`. */
type SlugState = 'follows' | 'edited' | 'published';

/** *renewed*: somebody has emptied the field to get the address that the title yields. */
type AddressState = SlugState | 'renewed';

interface AddressAnswer {
  state: SlugState;
  address: string | null;
  isTaken: boolean;
}

/** How long nobody types before the server is asked. */
const PAUSE = 250;

const textIn = (values: object, name: string): string => {
  const value = (values as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
};

const isCloning = (): boolean => /\/clone\/[^/]+$/.test(window.location.pathname);

/**
 * The address of an entry. It follows the title until somebody edits it or readers know it; the server says what the
 * title yields, since it knows which addresses are taken.
 */
export const AddressInput = ({
  type,
  name,
  label,
  hint,
  labelAction,
  placeholder,
  disabled,
}: AddressInputProps) => {
  const { formatMessage } = useIntl();
  const { post } = useFetchClient();
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const { value, initialValue, error, onChange } = useField<string | null | undefined>(name);
  const titleName = contentTypes[type].attributes.slug.targetField;
  const title = useForm('AddressInput', ({ values }) => textIn(values, titleName));
  const initialTitle = useForm('AddressInput', ({ initialValues }) => textIn(initialValues, titleName));
  const initialId = useForm('AddressInput', ({ initialValues }) => textIn(initialValues, 'documentId'));

  const locale = query.plugins?.i18n?.locale;
  const documentId = initialId === '' || isCloning() ? undefined : initialId;
  const ask = async (asked: { title?: string; address?: string }): Promise<AddressAnswer | undefined> => {
    try {
      const { data } = await post<{ data: AddressAnswer }>(`/${PLUGIN_ID}/addresses`, {
        type,
        locale,
        documentId,
        ...asked,
      });
      return data.data;
    } catch {
      // The server derives what is missing when the entry is saved.
      return undefined;
    }
  };
  const asking = useRef(ask);
  asking.current = ask;

  // Of an entry that is new, or of a language in which it is, nobody knows an address yet.
  const [state, setState] = useState<AddressState | undefined>(documentId ? undefined : 'follows');
  const [isEdited, setEdited] = useState(false);
  const [isTaken, setTaken] = useState(false);
  const isFollowing = !disabled && !isEdited && (state === 'follows' || state === 'renewed');

  useEffect(() => {
    setEdited(false);
    setTaken(false);
    if (!documentId) {
      setState('follows');
      return;
    }
    let isLate = false;
    void asking.current({}).then((answer) => {
      if (answer && !isLate) setState(answer.state);
    });
    return () => {
      isLate = true;
    };
  }, [documentId, initialValue, locale]);

  useEffect(() => {
    if (!isFollowing) return;
    const isStored = documentId && initialValue && title === initialTitle && state === 'follows';
    if (isStored || title.trim() === '') {
      const address = isStored ? initialValue : '';
      if ((value ?? '') !== address) onChange(name, address);
      return;
    }
    let isLate = false;
    const timer = setTimeout(() => {
      void asking.current({ title }).then((answer) => {
        if (answer && !isLate) onChange(name, answer.address ?? '');
      });
    }, PAUSE);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
    // Not at each change of the value: this is what changes it.
  }, [isFollowing, state, title, initialTitle, initialValue, documentId, locale]);

  useEffect(
    () => (isFollowing ? noteFollowing({ uid: `plugin::${PLUGIN_ID}.${type}`, value }) : undefined),
    [isFollowing, type, value]
  );

  useEffect(() => {
    setTaken(false);
    if (!isEdited || !value || value === initialValue) return;
    let isLate = false;
    const timer = setTimeout(() => {
      void asking.current({ address: value }).then((answer) => {
        if (answer && !isLate) setTaken(answer.isTaken);
      });
    }, PAUSE);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [isEdited, value, initialValue]);

  const edit = (event: ChangeEvent<HTMLInputElement>): void => {
    const typed = event.target.value;
    onChange(name, typed);
    const isRenewed = typed === '' && state !== undefined && state !== 'published';
    setEdited(!isRenewed);
    if (isRenewed) setState('renewed');
  };

  const deriveNow = async (): Promise<void> => {
    const answer = await ask({ title });
    if (!answer?.address) return;
    setEdited(true);
    onChange(name, answer.address);
  };

  const status = (): string | undefined => {
    if (isTaken) return 'address.taken';
    return isFollowing ? 'address.follows' : undefined;
  };
  const message = status();

  return (
    <Field.Root name={name} id={name} error={error} hint={hint} required>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <Field.Input
        value={value ?? ''}
        placeholder={placeholder}
        disabled={disabled}
        onChange={edit}
        autoComplete="off"
      />
      {message && (
        <Typography role="status" variant="pi" textColor={isTaken ? 'danger600' : 'neutral600'}>
          {formatMessage({ id: pluginMessageId(message) })}
        </Typography>
      )}
      {!isFollowing && !disabled && title.trim() !== '' && (
        <TextButton type="button" onClick={() => void deriveNow()}>
          {formatMessage({ id: pluginMessageId('address.derive') })}
        </TextButton>
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
