import { PLUGIN_ID } from '../../plugin';
import { ARTICLE } from '../../uids';

/** The page of all guides, below the root of the admin panel. */
export const GUIDES_PAGE = `plugins/${PLUGIN_ID}`;

/** Returns the address of an article in the editor, in a language. */
export const editorAddress = (documentId: string, locale: string): string =>
  `/content-manager/collection-types/${ARTICLE}/${documentId}?plugins[i18n][locale]=${encodeURIComponent(locale)}`;
