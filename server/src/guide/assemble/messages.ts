import de from './messages/de.json';
import en from './messages/en.json';

const messages: Record<string, typeof en> = { de, en };

/**
 * The plugin's own words in a guide, in the guide's language, else in English.
 *
 * @param locale a Strapi locale; of `de-AT`, the language counts
 */
export const messagesOf = (locale: string): typeof en => {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  return Object.hasOwn(messages, language) ? messages[language]! : en;
};
