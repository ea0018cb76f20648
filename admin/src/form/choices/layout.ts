import { attributesOf } from '../../messages';
import { CHOICE } from '../field-types';
import type { LayoutField } from '../layout-fields';

/** Replaces Strapi's input of an enumeration, which offers what is stored, by one that offers words for it. */
export const withChoices = (uid: string, field: LayoutField): LayoutField =>
  field.type === 'enumeration' && attributesOf(uid)[field.name]?.type === 'enumeration'
    ? { ...field, ...{ type: CHOICE, owner: uid, choiceOf: field.name } }
    : field;
