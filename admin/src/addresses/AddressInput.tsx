import { Field, TextButton, Typography } from '@strapi/design-system';
import type { ChangeEvent, ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { PublicType } from '../../../content-types';
import { pluginMessageId } from '../messages';
import { useAddress } from './use-address';

export interface AddressInputProps {
  type: PublicType;
  name: string;
  label: string;
  hint?: ReactNode;
  labelAction?: ReactNode;
  placeholder?: string;
  disabled?: boolean;
}

/** The input of an entry's address. It shows whether the address follows the title, and whether it is taken. */
export const AddressInput = ({
  type,
  name,
  label,
  hint,
  labelAction,
  placeholder,
  disabled = false,
}: AddressInputProps) => {
  const { formatMessage } = useIntl();
  const { value, error, isTaken, isFollowing, canDerive, edit, derive } = useAddress(type, name, disabled);
  const message = isTaken ? 'address.taken' : isFollowing ? 'address.follows' : undefined;
  return (
    <Field.Root name={name} id={name} error={error} hint={hint} required>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <Field.Input
        value={value}
        placeholder={placeholder}
        disabled={disabled}
        onChange={(event: ChangeEvent<HTMLInputElement>) => edit(event.target.value)}
        autoComplete="off"
      />
      {message && (
        <Typography role="status" variant="pi" textColor={isTaken ? 'danger600' : 'neutral600'}>
          {formatMessage({ id: pluginMessageId(message) })}
        </Typography>
      )}
      {canDerive && (
        <TextButton type="button" onClick={() => void derive()}>
          {formatMessage({ id: pluginMessageId('address.derive') })}
        </TextButton>
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
