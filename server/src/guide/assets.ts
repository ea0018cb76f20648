import type { Strapi } from '../plugin';
import type { AssetUrl } from '../rich-text';
import { schemaOf } from './sections';
import { isDocument, type Role } from './shape/fields';
import { collectValues, mapValues, OMIT } from './shape/walk';
import type { GuideImage, GuideSection } from './types';

export type { AssetUrl };

/** Only a whole address counts: `server.url` may also be a path behind a proxy. */
export const serverUrlOf = (strapi: Strapi): string | null => {
  const url: unknown = strapi.config.get('server.url');
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? url.replace(/\/+$/, '') : null;
};

const warned = new WeakSet<Strapi>();

const warnOnce = (strapi: Strapi): void => {
  if (warned.has(strapi)) return;
  warned.add(strapi);
  strapi.log.warn(
    '[career-field] Images that Strapi serves itself are left out of JSON-LD and Markdown, because their absolute ' +
      'address is not known. Set "url" in config/server, such as https://cms.example.org.'
  );
};

/** The addresses of a site's files. The first image that has none is logged. */
export const createAssetUrl =
  (strapi: Strapi): AssetUrl =>
  (url) => {
    if (!url.startsWith('/')) return url;
    const server = serverUrlOf(strapi);
    if (server !== null) return server + url;
    warnOnce(strapi);
    return null;
  };

const isImage = (role: Role): boolean => role === 'image';

/** The images that a section has itself; those of other documents are theirs. */
export const ownImages = (section: GuideSection<unknown>): GuideImage[] =>
  collectValues(schemaOf(section), section, { isWanted: isImage, isClosed: isDocument });

/** A guide whose own images have absolute addresses; those without one are left out. Rich text is not looked into. */
export const withAbsoluteImages = <
  Described extends { hero: GuideImage | null; sections: { type: string }[] },
>(
  guide: Described,
  assetUrl: AssetUrl
): Described => {
  const absolute = (image: GuideImage | null): GuideImage | null => {
    const url = image && assetUrl(image.url);
    return image && url !== null ? { ...image, url: url! } : null;
  };
  const sections = guide.sections.map((section) =>
    mapValues(schemaOf(section), section, {
      isWanted: isImage,
      isClosed: isDocument,
      replace: (image) => absolute(image as GuideImage) ?? OMIT,
    })
  );
  return { ...guide, hero: absolute(guide.hero), sections } as Described;
};
