import type { StrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import { ChoiceInput } from './choices/ChoiceInput';
import { CHOICE, FIELD_SPOT, LIST_NAMES, MORE_FIELDS, PART_CARD } from './field-types';
import { FieldSpot } from './FieldSpot';
import { MoreFields } from './more/MoreFields';
import { PartCard } from './parts/PartCard';
import { ListNames } from './rows/ListNames';
import { addFormStyles } from './styles';

/** Adds the inputs that the layout of forms names, see `adaptEditLayout`. */
export const registerFormInputs = (app: StrapiApp): void => {
  addFormStyles();
  app.addFields(
    [
      { type: PART_CARD, Component: PartCard },
      { type: CHOICE, Component: ChoiceInput },
      { type: LIST_NAMES, Component: ListNames },
      { type: MORE_FIELDS, Component: MoreFields },
      { type: FIELD_SPOT, Component: FieldSpot },
    ].map(({ type, Component }) => ({
      type,
      // Strapi's type of an input knows none of the props that it gives to one.
      Component: Component as unknown as ComponentType,
    }))
  );
};
