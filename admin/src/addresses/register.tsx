import type { StrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import { PUBLIC_TYPES } from '../../../content-types';
import { AddressInput, type AddressInputProps } from './AddressInput';
import { PLUGIN_ID } from '../plugin';

/** The kind of input for the addresses of one type: an input is not given the type that its field belongs to. */
const inputOf = (uid: string): string => `${PLUGIN_ID}.address.${uid}`;

/** Replaces Strapi's input of an address, which fills it with the name of the type and never follows the title. */
export const withAddressInput = <Field extends { name: string; type: string }>(
  uid: string,
  field: Field
): Field => (field.type === 'uid' && field.name === 'slug' ? { ...field, type: inputOf(uid) } : field);

export const registerAddressInputs = (app: StrapiApp): void => {
  app.addFields(
    PUBLIC_TYPES.map((type) => {
      const Input = (props: Omit<AddressInputProps, 'type'>) => <AddressInput {...props} type={type} />;
      return {
        type: inputOf(`plugin::${PLUGIN_ID}.${type}`),
        // Strapi's type of an input knows none of the props that it gives to one.
        Component: Input as unknown as ComponentType,
      };
    })
  );
};
