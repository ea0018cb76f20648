import { connect, createServer } from 'node:net';
import { Stop } from './stop.mjs';

const answers = (port, host) =>
  new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (hasResponse) => {
      socket.destroy();
      resolve(hasResponse);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
    socket.setTimeout(1000, () => end(false));
  });

/** The code of the error that listening ends with, or undefined. */
const refusal = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve(code));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });

/**
 * The port to serve on: what the environment says, or else the program's own.
 *
 * @param usage `variable`, where somebody may set another one, and the `command` that is then run
 * @throws Stop when it is no port, in use, or not allowed
 */
export const choosePort = async ({ variable, standard, command }) => {
  const wish = process.env[variable] ?? String(standard);
  const port = Number(wish);
  if (!/^\d+$/.test(wish) || port < 1 || port > 65535) {
    throw new Stop(`${variable} is "${wish}", but must be a whole number from 1 to 65535.`);
  }
  const other = `Choose another one, such as: ${variable}=${port < 1024 ? standard + 1 : port + 1} ${command}`;
  // Asked as well as tried, because some systems let two programs have one port on different addresses.
  const isTaken = (await answers(port, '127.0.0.1')) || (await answers(port, '::1'));
  const code = isTaken ? 'EADDRINUSE' : await refusal(port);
  if (code === 'EADDRINUSE') throw new Stop(`Port ${port} is in use by another program. ${other}`);
  if (code) throw new Stop(`Port ${port} cannot be opened (${code}). ${other}`);
  return port;
};
