import { createHash } from 'node:crypto';
import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { PAGE_STYLE } from '../page/html';
import { loadRenderer } from '../renderer';
import type { Guide } from '../types';

/** Strapi's preview says so after each publication. */
const RELOAD = `addEventListener('message', ({ data, source }) => {
  if (source === parent && data?.type === 'strapiUpdate') location.reload();
});`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The policy of the page: its own style and script, images from anywhere, and nothing else.
 *
 * @param admin the origin of the admin panel, which shows the page in a frame
 */
export const contentSecurityPolicy = (admin: string): string =>
  [
    "default-src 'none'",
    'img-src * data:',
    `style-src ${hashOf(PAGE_STYLE)}`,
    `script-src ${hashOf(RELOAD)}`,
    `frame-ancestors 'self' ${admin}`,
    "form-action 'none'",
  ].join('; ');

/**
 * Writes a guide as a plain page in HTML, for a site without a portal.
 *
 * @param base where the Strapi site is
 * @param isReloading whether the page reloads when Strapi's preview says that the document was published
 */
export const renderDocument = async (
  strapi: Strapi,
  guide: Guide,
  base: string,
  isReloading = false
): Promise<string> => {
  const site = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['site']>('site');
  return (await loadRenderer()).document(guide, { site, base, ...(isReloading && { script: RELOAD }) });
};
