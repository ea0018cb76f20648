'use strict';

module.exports = ({ env }) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  // Images belong to a database: each database needs its own folder.
  dirs: { public: env('PUBLIC_DIR', './public') },
  logger: { updates: { enabled: false } },
  app: { keys: env.array('APP_KEYS', ['playground-key-one', 'playground-key-two']) },
});
