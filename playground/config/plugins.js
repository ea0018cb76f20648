'use strict';

module.exports = ({ env }) => ({
  'career-field': {
    enabled: env.bool('CAREER_FIELD_ENABLED', true),
    // Without a portal beside it, addresses of pages are left out.
    config: {
      publicRead: true,
      site: { url: env('PORTAL_URL', null), previewUrl: env('PORTAL_PREVIEW_URL', null) },
    },
  },
  graphql: {
    enabled: env.bool('GRAPHQL_ENABLED', true),
    config: {
      landingPage: false,
      defaultLimit: 25,
      maxLimit: 100,
      depthLimit: 10,
      apolloServer: { introspection: true },
    },
  },
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET', 'playground-jwt-secret') } },
});
