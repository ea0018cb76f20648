import { useQueryParams } from '@strapi/strapi/admin';
import type { SidePanelProps } from './side-panel';

/** Returns the language of the form; undefined until Strapi has put it into the address. */
export const useFormLocale = ({ document }: SidePanelProps): string | undefined => {
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  return query.plugins?.i18n?.locale ?? document?.locale ?? undefined;
};
