'use strict';

module.exports = ({ env }) => ({
  'career-field': {
    enabled: env.bool('CAREER_FIELD_ENABLED', true),
    config: { publicRead: true },
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
