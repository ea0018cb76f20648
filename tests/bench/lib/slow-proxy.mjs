import { connect, createServer } from 'node:net';
import { once } from 'node:events';

/**
 * Starts a proxy between Strapi and its database that delays each response.
 *
 * @param {{host: string, port: number}} target
 * @param {number} milliseconds
 */
export const createSlowProxy = async (target, milliseconds) => {
  const server = createServer({ noDelay: true }, (client) => {
    const database = connect({ ...target, noDelay: true });
    client.pipe(database);
    database.on('data', (data) => setTimeout(() => client.write(data), milliseconds));
    const close = () => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) socket.on('close', close).on('error', close);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address().port, close: () => server.close() };
};
