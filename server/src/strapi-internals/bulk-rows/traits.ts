import type { Strapi } from '../../plugin';

/** What all rows of a type have in common. */
export interface Traits {
  localised: boolean;
  drafts: boolean;
  /** Where a type without languages points at one with languages, Strapi takes the default one. */
  targetLocale: string | undefined;
  /** An experiment of Strapi's that a site can switch on. */
  firstPublication: boolean;
}

/** @returns a function that gives the traits of a content type by its uid */
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
