import { defineConfig, envField } from 'astro/config';

export default defineConfig({
  // Where readers find the portal: canonical addresses and hreflang have to be absolute.
  site: process.env.PORTAL_URL ?? 'http://localhost:4321',
  // /de/backend, as the plugin's option `site.guidePath` has it.
  trailingSlash: 'never',
  build: { format: 'file' },
  devToolbar: { enabled: false },
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
