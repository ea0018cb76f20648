'use strict';

const playground = require('../../playground/config/database');

/** Tests need not survive a power failure, and waiting for the disk would be a large part of their time. */
const withoutWaiting = {
  afterCreate: (connection, done) => {
    connection.pragma('synchronous = OFF');
    done(null, connection);
  },
};

/** The playground's database config, without the warning that the MySQL driver prints for every table. */
module.exports = (context) => {
  const { connection } = playground(context);
  return {
    connection: {
      ...connection,
      log: { warn() {} },
      ...(connection.client === 'sqlite' ? { pool: withoutWaiting } : {}),
    },
  };
};
