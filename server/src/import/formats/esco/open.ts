import { PLUGIN_ID } from '../../../plugin';
import type { CareerFieldConfig } from '../../../config';
import type { OpenRequest } from '../format';
import type { Source } from '../source';
import type { TitleForm } from './naming';
import { readEsco } from './read-esco';

/** Opens a CSV file of occupations, in the first of the selected locales. */
export const openEsco = async ({ strapi, location, locales, options }: OpenRequest): Promise<Source> => {
  const { titleForm } = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['esco']>('esco');
  const [locale] = locales;
  const { escoVersion, escoTitleForm } = options as { escoVersion?: string; escoTitleForm?: TitleForm };
  return {
    folder: undefined,
    read: () =>
      readEsco(location, {
        ...(escoVersion === undefined ? {} : { version: escoVersion }),
        ...(locale === undefined ? {} : { locale }),
        titleForm: escoTitleForm ?? titleForm,
      }),
  };
};
