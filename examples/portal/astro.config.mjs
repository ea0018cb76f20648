import { defineConfig, envField } from 'astro/config';

/**
 * Drafts are shown by a page that is rendered at each request, so that this needs a server: a second portal for editors,
 * beside the static one for readers.
 */
const previews = {
  name: 'previews',
  hooks: {
    'astro:config:setup': ({ injectRoute }) =>
      injectRoute({ pattern: '/preview', entrypoint: './src/previews/preview.astro', prerender: false }),
  },
};
const hasPreviews = process.env.PORTAL_PREVIEWS === 'true';
const isBuild = process.argv.includes('build');

export default defineConfig({
  // Where readers find the portal: canonical addresses and hreflang have to be absolute.
  site: process.env.PORTAL_URL ?? 'http://localhost:4321',
  // /de/backend, as the plugin's option `site.guidePath` has it.
  trailingSlash: 'never',
  build: { format: 'file' },
  devToolbar: { enabled: false },
  ...(hasPreviews && { integrations: [previews] }),
  ...(hasPreviews && isBuild && { adapter: (await import('@astrojs/node')).default({ mode: 'standalone' }) }),
  env: {
    schema: {
      CAREER_FIELD_API: envField.string({
        context: 'server',
        access: 'public',
        url: true,
        default: 'http://localhost:1337',
      }),
      // Only for a site that has not opened reading to everybody. Secret: it must not get into the pages.
      CAREER_FIELD_TOKEN: envField.string({ context: 'server', access: 'secret', optional: true }),
    },
  },
});
