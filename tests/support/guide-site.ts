import type { Response } from 'supertest';
import { createCategory, publishable } from './articles';
import { createSite, uid, type RunningSite, type Site } from './site';

/** Reads the plugin's options from the environment, which each start sets. */
const PLUGINS = `module.exports = () => ({
  'career-field': { enabled: true, config: JSON.parse(process.env.CAREER_FIELD_CONFIG) },
  graphql: { enabled: false },
  'users-permissions': { config: { jwtSecret: 'secret' } },
});`;

const localesFile = (codes: string[]): string => `module.exports = {
  async bootstrap({ strapi }) {
    const locales = strapi.plugin('i18n').service('locales');
    for (const code of ${JSON.stringify(codes)}) {
      if (!(await locales.findByCode(code))) await locales.create({ code, name: code });
    }
  },
};
`;

export interface GuideSite extends RunningSite {
  /** Requests a path below `/api/career-field`. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  head(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Publishes an article in one locale; with `documentId`, another locale of that article. */
  publish(
    slug: string,
    data?: Record<string, unknown>,
    at?: { locale?: string; documentId?: string }
  ): Promise<string>;
  unpublish(documentId: string, locale?: string): Promise<void>;
  category: string;
}

/**
 * Creates a site without guides that can be started with different configs of the plugin.
 *
 * @param locales by default those of every site without guides
 */
export const createGuideSite = async ({
  locales,
  files = {},
}: { locales?: string[]; files?: Record<string, string> } = {}): Promise<
  Omit<Site, 'start'> & { start(config?: object, environment?: Record<string, string>): Promise<GuideSite> }
> => {
  const site = await createSite({
    files: {
      'config/plugins.js': PLUGINS,
      ...(locales ? { 'src/index.js': localesFile(locales) } : {}),
      ...files,
    },
    // More locales need no database of their own: those of the template are added to.
    emptyDatabase: false,
  });
  let category: string | undefined;

  const start = async (config: object = {}, environment: Record<string, string> = {}): Promise<GuideSite> => {
    const running = await site.start({
      ...environment,
      CAREER_FIELD_CONFIG: JSON.stringify({ publicRead: true, ...config }),
    });
    const { strapi, request } = running;
    const articles = strapi.documents(uid('article'));
    category ??= await createCategory(strapi, 'field');
    const ours = category;
    return {
      ...running,
      category: ours,
      get: async (path, headers = {}) => request.get(`/api/career-field${path}`).set(headers),
      head: async (path, headers = {}) => request.head(`/api/career-field${path}`).set(headers),
      async publish(slug, data = {}, { locale = 'en', documentId } = {}) {
        const whole = publishable(slug, ours, data);
        if (documentId === undefined) {
          return (await articles.create({ locale, status: 'published', data: whole })).documentId;
        }
        await articles.update({ documentId, locale, data: whole });
        await articles.publish({ documentId, locale });
        return documentId;
      },
      unpublish: async (documentId, locale = 'en') => {
        await articles.unpublish({ documentId, locale });
      },
    };
  };

  return { ...site, start };
};
