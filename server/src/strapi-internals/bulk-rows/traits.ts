/*
 * Relies on `options.draftAndPublish` of a model, the services `content-types` and `locales` of i18n, and the attribute
 * `firstPublishedAt`. Read in Strapi 5.54.0. Without a service the call throws before anything is stored.
 */
import type { Strapi } from '../../plugin';

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
  let defaultLocale: Promise<string> | undefined;
  return async (uid) => {
    const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
    const localised: boolean = strapi.plugin('i18n').service('content-types').isLocalizedContentType(model);
    if (!localised) defaultLocale ??= strapi.plugin('i18n').service('locales').getDefaultLocale();
    return {
      localised,
      drafts: model.options?.draftAndPublish === true,
      targetLocale: localised ? undefined : await defaultLocale,
      firstPublication: 'firstPublishedAt' in model.attributes,
    };
  };
};
