import { CareerFieldError } from 'career-field-client';
import { api } from './api';

const read = async (): Promise<string | null> => {
  try {
    return await api.getSitemap();
  } catch (error) {
    if (error instanceof CareerFieldError && error.status === 404) return null;
    throw error;
  }
};

let sitemap: Promise<string | null> | undefined;

/** Returns the API's sitemap, or null unless the plugin's option `site.url` is set. */
export const readSitemap = (): Promise<string | null> => (sitemap ??= read());
