'use strict';

const playground = require('../../playground/config/database');

/** Tests need not survive a power failure; that SQLite waits for the disk would be a good part of their time. */
const withoutWaiting = {
  afterCreate: (connection, done) => {
    connection.pragma('synchronous = OFF');
    done(null, connection);
  },
};

/** The playground's database, without the driver's paragraph for every table on MySQL. */
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
