/*
 * Relies on `options.draftAndPublish` of a model, the services of i18n (see site-locales.ts), and the attribute
 * `firstPublishedAt`. Read in Strapi 5.54.0. Without a service the call throws before anything is stored.
 */
import type { Strapi } from '../../plugin';
import { defaultLocale, isLocalised } from '../site-locales';

/** Properties that all rows of a content type share. */
export interface Traits {
  localised: boolean;
  drafts: boolean;
  /** The default locale, for a type without locales: Strapi links it to the default locale of localised targets. */
  targetLocale: string | undefined;
  /** Whether the site has switched on Strapi's experimental `firstPublishedAt`. */
  firstPublication: boolean;
}

/** Returns a function that reads the traits of a content type by its uid. */
export const createTraits = (strapi: Strapi): ((uid: string) => Promise<Traits>) => {
  let fallback: Promise<string> | undefined;
  return async (uid) => {
    const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
    const localised = isLocalised(strapi, model);
    if (!localised) fallback ??= defaultLocale(strapi);
    return {
      localised,
      drafts: model.options?.draftAndPublish === true,
      targetLocale: localised ? undefined : await fallback,
      firstPublication: 'firstPublishedAt' in model.attributes,
    };
  };
};
