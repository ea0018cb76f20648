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

/** The API's sitemap, or null as long as the plugin has not been told where the portal is (option `site.url`). */
export const readSitemap = (): Promise<string | null> => (sitemap ??= read());
