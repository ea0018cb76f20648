'use strict';

const path = require('node:path');

/** SQLite unless DATABASE_CLIENT says `postgres` or `mysql` (MySQL and MariaDB). */
module.exports = ({ env }) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  const server = (port, user) => ({
    client,
    connection: {
      host: env('DATABASE_HOST', '127.0.0.1'),
      port: env.int('DATABASE_PORT', port),
      database: env('DATABASE_NAME', 'career_field_playground'),
      user: env('DATABASE_USERNAME', user),
      password: env('DATABASE_PASSWORD', ''),
    },
    pool: { min: 0, max: 10 },
  });
  switch (client) {
    case 'postgres':
      return { connection: server(5432, 'postgres') };
    case 'mysql':
      return { connection: server(3306, 'root') };
    case 'sqlite':
      return {
        connection: {
          client,
          // From the site's folder, not from this file: `strapi build` makes a copy of it in dist/.
          connection: { filename: path.resolve(env('DATABASE_FILENAME', '.tmp/data.db')) },
          useNullAsDefault: true,
        },
      };
    default:
      throw new Error(`DATABASE_CLIENT is "${client}", but must be sqlite, postgres or mysql.`);
  }
};
