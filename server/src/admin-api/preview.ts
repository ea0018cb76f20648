import { adminResource } from './admin-resource';
import type { CareerFieldConfig } from '../config';
import { guideUrl } from '../guide/addresses';
import {
  contentSecurityPolicy,
  findDraft,
  findPreview,
  findPublished,
  PREVIEW_PATH,
  previewUrlOf,
  renderDocument,
  type GrantedPreview,
} from '../guide/drafts';
import type { Guide } from '../guide/types';
import { PLUGIN_ID, uidOf, type Strapi } from '../plugin';
import type { AdminUser } from '../strapi-internals/admin-rights';
import { defaultLocale } from '../strapi-internals/site-locales';
import { errors, z } from '../strapi-internals/host-utils';
import { addPreviewHandler, type PreviewParameters } from '../strapi-internals/preview-handler';
import type { PortalAddress } from './contracts';
import { originOf, type RequestOrigin } from './request-origin';

const ARTICLE = uidOf('article');

interface PanelContext extends RequestOrigin {
  state: { user?: AdminUser };
}

const siteOf = (strapi: Strapi): CareerFieldConfig['site'] =>
  strapi.config.get(`plugin::${PLUGIN_ID}.site`) as CareerFieldConfig['site'];

/** Returns the slug of an article in a language, of its draft or of what is published. */
const findSlug = async (
  strapi: Strapi,
  documentId: string,
  locale: string,
  publishedAt: unknown = null
): Promise<string | undefined> => {
  const row = (await strapi.db
    .query(ARTICLE)
    .findOne({ where: { documentId, locale, publishedAt }, select: ['slug'] })) as {
    slug: string | null;
  } | null;
  return row ? (row.slug ?? '') : undefined;
};

/** Returns the address of a published guide: on the portal if the site has named it, otherwise undefined. */
const publishedUrl = async (
  strapi: Strapi,
  documentId: string,
  locale: string
): Promise<string | undefined> => {
  const slug = await findSlug(strapi, documentId, locale, { $notNull: true });
  return (slug && guideUrl(siteOf(strapi), { locale, slug })) || undefined;
};

/**
 * Returns the address at which the administrator of the present request sees an article; undefined for one that does not
 * exist in the language. The address shows nothing that she may not read, see `findPreview`.
 */
const addressOf = async (
  strapi: Strapi,
  { documentId, locale, status }: PreviewParameters
): Promise<string | undefined> => {
  const context = strapi.requestContext.get() as unknown as PanelContext | undefined;
  const user = context?.state.user;
  if (!context || !user || documentId === undefined) return undefined;
  const language = locale ?? (await defaultLocale(strapi));
  const slug = await findSlug(strapi, documentId, language);
  if (slug === undefined) return undefined;
  const hasPortal = siteOf(strapi).previewUrl !== null;
  const isPublished = status === 'published';
  const published = isPublished && hasPortal ? await publishedUrl(strapi, documentId, language) : undefined;
  if (published !== undefined) return published;
  const grant = { documentId, locale: language, user: user.id, slug };
  const url = previewUrlOf(strapi, grant, originOf(strapi, context));
  return isPublished && !hasPortal ? `${url}&status=published` : url;
};

/**
 * Makes the Content Manager offer previews of articles. An address of the site's own handler is preferred, unless the site
 * has named a portal in the plugin's options.
 */
export const registerPreview = (strapi: Strapi): void => {
  const { url, previewUrl } = siteOf(strapi);
  const origins =
    previewUrl === null ? [] : [previewUrl, url].flatMap((each) => (each ? new URL(each).origin : []));
  addPreviewHandler(
    strapi,
    async (uid, parameters, ofSite) => {
      if (uid !== ARTICLE) return ofSite(uid, parameters);
      const own = previewUrl === null ? await ofSite(uid, parameters) : undefined;
      return own ?? addressOf(strapi, parameters);
    },
    origins
  );
};

interface PageContext extends RequestOrigin {
  querystring: string;
  type: string;
  body: unknown;
  set(headers: Record<string, string>): void;
  remove(header: string): void;
}

interface AddressContext extends PanelContext {
  query: unknown;
  body: unknown;
}

const addressSchema = z.object({ documentId: z.string().min(1).max(100), locale: z.string().min(1).max(40) });

const REFUSED =
  'This address of a preview is not valid, or no longer. Open the preview again from the article.';

/**
 * `GET /career-field/preview?token=…` for the frame of a preview, which has no session of the admin panel, and for the
 * panel `GET /career-field/drafts/portal-address?documentId=…&locale=…`.
 */
export const previewResource = adminResource('preview', {
  /** Responds with the plugin's own page of the draft that a token allows, or of what is published of it. */
  show: {
    method: 'GET',
    path: PREVIEW_PATH,
    isPublic: true,
    async respond(strapi: Strapi, context: PageContext): Promise<void> {
      const query = new URLSearchParams(context.querystring);
      context.set({
        'Cache-Control': 'private, no-store',
        'X-Robots-Tag': 'noindex',
        'Referrer-Policy': 'no-referrer',
      });
      const grant: GrantedPreview | undefined = await findPreview(strapi, query.get('token') ?? '');
      if (!grant) throw new errors.UnauthorizedError(REFUSED);
      const { documentId, locale, mayRead } = grant;
      const guide: Guide | undefined =
        query.get('status') === 'published'
          ? await findPublished(strapi, documentId, locale)
          : await findDraft(strapi, { documentId, locale }, mayRead);
      if (!guide) throw new errors.NotFoundError('There is nothing to show in this language.');
      const admin = new URL(strapi.config.get<string>('admin.absoluteUrl')).origin;
      context.set({ 'Content-Security-Policy': contentSecurityPolicy(admin) });
      // The policy says more exactly who may show the page in a frame.
      context.remove('X-Frame-Options');
      context.type = 'html';
      context.body = await renderDocument(strapi, guide, originOf(strapi, context), true);
    },
  },

  /** Responds with the signed address of the portal's page for a draft, which follows the form while it is typed. */
  address: {
    method: 'GET',
    path: '/drafts/portal-address',
    async respond(strapi: Strapi, context: AddressContext): Promise<void> {
      const parsed = addressSchema.safeParse(context.query);
      if (!parsed.success) throw new errors.ValidationError('The request names no article and language.');
      const hasPortal = siteOf(strapi).previewUrl !== null;
      const url = hasPortal ? await addressOf(strapi, parsed.data) : undefined;
      context.body = { data: { url: url ?? null } satisfies PortalAddress };
    },
  },
});
