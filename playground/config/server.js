'use strict';

module.exports = ({ env }) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  // Pictures belong to a database: another database, another folder.
  dirs: { public: env('PUBLIC_DIR', './public') },
  logger: { updates: { enabled: false } },
  app: { keys: env.array('APP_KEYS', ['playground-key-one', 'playground-key-two']) },
});
