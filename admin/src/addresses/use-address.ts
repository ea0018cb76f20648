import { useFetchClient, useField, useForm, useQueryParams } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import { contentTypes, type PublicType } from '../../../content-types';
import { PLUGIN_ID } from '../plugin';
import { noteFollowing } from './following-addresses';

/** See `server/src/model/derive-slugs.ts`. */
type SlugState = 'follows' | 'edited' | 'published';

/** *renewed*: the editor has emptied the field to get the address that the title yields. */
type AddressState = SlugState | 'renewed';

interface AddressResponse {
  state: SlugState;
  address: string | null;
  isTaken: boolean;
}

/** How long typing pauses before a request is sent, in milliseconds. */
const PAUSE = 250;

const textIn = (values: object, name: string): string => {
  const value = (values as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
};

const isCloning = (): boolean => /\/clone\/[^/]+$/.test(window.location.pathname);

/** The entry whose address is edited. */
interface Entry {
  type: PublicType;
  /** Undefined for an entry that is not stored yet. */
  documentId: string | undefined;
  locale: string | undefined;
}

const useEntry = (type: PublicType): Entry => {
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const initialId = useForm('AddressInput', ({ initialValues }) => textIn(initialValues, 'documentId'));
  return {
    type,
    documentId: initialId === '' || isCloning() ? undefined : initialId,
    locale: query.plugins?.i18n?.locale,
  };
};

type Lookup = (search: { title?: string; address?: string }) => Promise<AddressResponse | undefined>;

/** Returns a function that looks an address up on the server; undefined where that fails. */
const useLookup = (entry: Entry): Lookup => {
  const { post } = useFetchClient();
  const lookup: Lookup = async (search) => {
    try {
      const { data } = await post<{ data: AddressResponse }>(`/${PLUGIN_ID}/addresses`, {
        ...entry,
        ...search,
      });
      return data.data;
    } catch {
      // The server derives what is missing when the entry is saved.
      return undefined;
    }
  };
  // One function for the life of the input: effects must not run again because the form has rendered.
  const latest = useRef(lookup);
  latest.current = lookup;
  return useRef<Lookup>((search) => latest.current(search)).current;
};

/** Calls `lookup` after a pause, and `onResponse` unless something else has happened meanwhile. Returns the clean-up. */
const lookUpLater = (
  lookup: Lookup,
  search: Parameters<Lookup>[0],
  onResponse: (response: AddressResponse) => void,
  pause: number
): (() => void) => {
  let isCancelled = false;
  const timer = setTimeout(() => {
    void lookup(search).then((response) => {
      if (response && !isCancelled) onResponse(response);
    });
  }, pause);
  return () => {
    isCancelled = true;
    clearTimeout(timer);
  };
};

/** Returns whether the address that was typed belongs to another entry already. */
const useIsTaken = (lookup: Lookup, isEdited: boolean, value: string, initialValue: string): boolean => {
  const [isTaken, setTaken] = useState(false);
  useEffect(() => {
    setTaken(false);
    if (!isEdited || value === '' || value === initialValue) return;
    return lookUpLater(lookup, { address: value }, (response) => setTaken(response.isTaken), PAUSE);
  }, [lookup, isEdited, value, initialValue]);
  return isTaken;
};

/**
 * The address of an entry in its form. It follows the title until an editor changes it or it is published; the server
 * says what the title yields, since it knows which addresses are taken.
 *
 * @param name the field
 */
export const useAddress = (type: PublicType, name: string, isDisabled: boolean) => {
  const { value, initialValue, error, onChange } = useField<string | null | undefined>(name);
  const titleName = contentTypes[type].attributes.slug.targetField;
  const title = useForm('AddressInput', ({ values }) => textIn(values, titleName));
  const initialTitle = useForm('AddressInput', ({ initialValues }) => textIn(initialValues, titleName));
  const entry = useEntry(type);
  const { documentId, locale } = entry;
  const lookup = useLookup(entry);

  // A new entry, or a new language of one, has no address yet.
  const [state, setState] = useState<AddressState | undefined>(documentId ? undefined : 'follows');
  const [isEdited, setEdited] = useState(false);
  const isTaken = useIsTaken(lookup, isEdited, value ?? '', initialValue ?? '');
  const isFollowing = !isDisabled && !isEdited && (state === 'follows' || state === 'renewed');

  useEffect(() => {
    setEdited(false);
    if (documentId) return lookUpLater(lookup, {}, (response) => setState(response.state), 0);
    setState('follows');
  }, [lookup, documentId, initialValue, locale]);

  useEffect(() => {
    if (!isFollowing) return;
    const isStored = documentId && initialValue && title === initialTitle && state === 'follows';
    if (isStored || title.trim() === '') {
      const address = isStored ? initialValue : '';
      if ((value ?? '') !== address) onChange(name, address);
      return;
    }
    return lookUpLater(lookup, { title }, (response) => onChange(name, response.address ?? ''), PAUSE);
    // Without the value, which this effect changes.
  }, [isFollowing, state, title, initialTitle, initialValue, documentId, locale]);

  useEffect(
    () => (isFollowing ? noteFollowing({ uid: `plugin::${PLUGIN_ID}.${type}`, value }) : undefined),
    [isFollowing, type, value]
  );

  return {
    value: value ?? '',
    error,
    isTaken,
    isFollowing,
    canDerive: !isFollowing && !isDisabled && title.trim() !== '',
    /** Takes what was typed; an empty field follows the title again unless the entry was published. */
    edit(typed: string): void {
      onChange(name, typed);
      const isRenewed = typed === '' && state !== undefined && state !== 'published';
      setEdited(!isRenewed);
      if (isRenewed) setState('renewed');
    },
    /** Puts the address that the title yields into the field. */
    async derive(): Promise<void> {
      const response = await lookup({ title });
      if (!response?.address) return;
      setEdited(true);
      onChange(name, response.address);
    },
  };
};
