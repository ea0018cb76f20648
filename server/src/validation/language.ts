import { AsyncLocalStorage } from 'node:async_hooks';
import { fillIn, isLanguage, textsFor, type Language, type Texts } from '../../../texts';
import type { Strapi } from '../plugin';
import { panelLanguage } from '../strapi-internals/admin-requests';

export type MessageKey = keyof Texts['errors'];

/** Returns the first language of an `Accept-Language` header that has messages. */
const acceptedLanguage = (header: string | undefined): Language | undefined => {
  const ranges = (header ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().split(';');
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
    return { language: tag.slice(0, 2).toLowerCase(), quality: quality ? Number(quality.split('=')[1]) : 1 };
  });
  const wanted = ranges.filter(({ quality }) => quality > 0);
  wanted.sort((one, other) => other.quality - one.quality);
  return wanted.map(({ language }) => language).find(isLanguage);
};

const chosen = new AsyncLocalStorage<Language>();

/** Runs something outside of a request whose messages an editor reads later. @param language of her panel */
export const inLanguage = <Result>(
  language: string | undefined,
  run: () => Promise<Result>
): Promise<Result> => {
  const known = language?.slice(0, 2).toLowerCase();
  return known && isLanguage(known) ? chosen.run(known, run) : run();
};

/**
 * Returns the language for messages in the current response: the editor's from her profile, else the first accepted one,
 * else English. Outside of a request, that of `inLanguage`, or English.
 */
export const requestLanguage = (strapi: Strapi): Language => {
  const context = strapi.requestContext.get();
  if (!context) return chosen.getStore() ?? 'en';
  const preferred = panelLanguage(context.state)?.slice(0, 2).toLowerCase();
  if (preferred && isLanguage(preferred)) return preferred;
  return acceptedLanguage(context.get?.('accept-language')) ?? 'en';
};

/**
 * Returns a message with its values.
 *
 * @param key a key of `errors` in the texts; any other text is a message already, and returned as it is
 */
export const translate = (
  key: string,
  values: Record<string, unknown> = {},
  language: Language = 'en'
): string => {
  const template = (textsFor(language).errors as Record<string, string>)[key];
  return template === undefined ? key : fillIn(template, values);
};
