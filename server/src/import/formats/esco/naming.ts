import type { CareerFieldConfig } from '../../../config';
import { genderFormsOf } from './gender-forms';
import { shorten } from './labels';

/** The form of an occupation's name that becomes the title and the slug: see the option `esco.titleForm`. */
export type TitleForm = CareerFieldConfig['esco']['titleForm'];

/** Names the occupations of one file. */
export interface Naming {
  /** Returns the name for everybody in at most so many characters. A form is never cut while a shorter one fits. */
  nameOf: (label: string, length: number) => string;
  /** Returns the two forms, where the language has them in one label. */
  formsOf: (label: string) => { masculine: string; feminine: string } | undefined;
}

/** @param locale of the labels; German ones are mostly in two forms */
export const createNaming = (locale: string, titleForm: TitleForm): Naming => {
  const isGerman = new Intl.Locale(locale).language === 'de';
  const split = (label: string) => (isGerman ? genderFormsOf(label) : undefined);
  return {
    nameOf: (label, length) => {
      const forms = split(label);
      if (!forms) return shorten(label, length);
      const { first, neutral, masculine, feminine } = forms;
      const both = first === feminine ? `${feminine}/${masculine}` : `${masculine}/${feminine}`;
      const candidates = { both: [both, neutral, first], neutral: [neutral, first], first: [first] }[
        titleForm
      ];
      return candidates.find((name) => name.length <= length) ?? shorten(first, length);
    },
    formsOf: split,
  };
};
