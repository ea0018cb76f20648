import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, uidOf, type Strapi } from '../../plugin';
import { adminRights, findAdminAbility } from '../../strapi-internals/admin-rights';
import { findDraftOwner } from './find-draft';
import { readPreview, signPreview, type PreviewGrant } from './preview-token';
import { fieldAccess, type MayAccess } from './rights';

/** The route of the plugin's own page, for a site without a portal. */
export const PREVIEW_PATH = '/preview';

/** The secret with which Strapi signs the tokens of administrators: who can sign with it is an administrator anyway. */
const secretOf = (strapi: Strapi): string => {
  const secret: unknown = strapi.config.get('admin.auth.secret');
  if (typeof secret !== 'string' || secret === '') {
    throw new Error('Previews need the secret of the admin panel: "auth.secret" in config/admin.');
  }
  return secret;
};

/** A draft that somebody was given the address of. */
export interface GrantedPreview extends PreviewGrant {
  mayRead: MayAccess;
}

/**
 * Returns what a token allows at present; undefined for a token that is wrong or expired, or whose administrator may no
 * longer read the draft.
 */
export const findPreview = async (strapi: Strapi, token: string): Promise<GrantedPreview | undefined> => {
  const grant = readPreview(token, secretOf(strapi));
  if (!grant) return undefined;
  const ability = await findAdminAbility(strapi, grant.user);
  if (!ability) return undefined;
  const draft = await findDraftOwner(strapi, grant.documentId, grant.locale);
  const rights = adminRights(strapi, ability, uidOf('article'));
  if (!draft || !rights.can('read', draft)) return undefined;
  return { ...grant, mayRead: fieldAccess(rights, 'read', draft) };
};

interface Address extends PreviewGrant {
  slug: string;
}

/**
 * Fills the site's template. The values that it does not name are added as parameters, so that an address without any
 * placeholder is enough.
 */
export const fillPreviewUrl = (template: string, values: Record<string, string>): string => {
  const named = Object.entries(values).filter(([name]) => template.includes(`{${name}}`));
  const path = named.reduce(
    (filled, [name, value]) => filled.replaceAll(`{${name}}`, encodeURIComponent(value)),
    template
  );
  const url = new URL(path);
  for (const [name, value] of Object.entries(values)) {
    if (!template.includes(`{${name}}`)) url.searchParams.set(name, value);
  }
  return url.href;
};

/**
 * Returns the signed address at which an administrator sees a draft: on the portal, or on the plugin's own page.
 *
 * @param base where the Strapi site is
 */
export const previewUrlOf = (strapi: Strapi, { slug, ...grant }: Address, base: string): string => {
  const { previewUrl } = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['site']>('site');
  const { documentId, locale } = grant;
  const token = signPreview(grant, secretOf(strapi));
  return previewUrl === null
    ? `${base}/${PLUGIN_ID}${PREVIEW_PATH}?${new URLSearchParams({ token })}`
    : fillPreviewUrl(previewUrl, { documentId, locale, slug, token });
};
