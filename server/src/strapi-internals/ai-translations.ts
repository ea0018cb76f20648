/**
 * Strapi's AI translations, which run after each write of a document in the default language, for all other languages.
 *
 * Relies on: the service `ai-localizations` of the plugin i18n, whose `generateDocumentLocalizations({ model, document })`
 * Strapi looks up and calls after each `create` and `update`, without waiting for it, and which writes with
 * `strapi.documents(model).update`. Read in Strapi 5.54.0. Only a paid plan reaches it: Strapi calls it once
 * `strapi.ai.admin.isEnabled()` is true, which takes a licence with the feature `cms-ai`.
 * When the function is missing: nothing is changed, and whatever Strapi does instead writes as it does everywhere.
 */
import type { Strapi } from '../plugin';

export interface TranslationRequest {
  model: string;
  document: unknown;
}

interface AiService {
  generateDocumentLocalizations?: (request: TranslationRequest) => Promise<void>;
}

/** Puts a function around each AI translation. */
export const aroundAiTranslations = (
  strapi: Strapi,
  around: (request: TranslationRequest, run: () => Promise<void>) => Promise<void>
): void => {
  const service = strapi.plugin('i18n')?.service('ai-localizations') as AiService | undefined;
  const original = service?.generateDocumentLocalizations;
  if (!service || typeof original !== 'function') return;
  service.generateDocumentLocalizations = (request) => around(request, () => original.call(service, request));
};
