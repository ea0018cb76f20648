'use strict';

/*
 * A process that starts the site in its working directory and serves it, for tests with several processes on one
 * database. It prints one JSON document a line: { event: 'listening', origin }, then for each line of its input, which
 * is { id, uid, method, parameters }, a line { event: 'done', id, error } when the document service has done that.
 */
const { createInterface } = require('node:readline');
const { createStrapi } = require('@strapi/strapi');

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const main = async () => {
  const strapi = createStrapi({ appDir: process.cwd(), distDir: process.cwd() });
  strapi.log.level = 'error';
  await strapi.load();
  strapi.server.mount();
  const { httpServer } = strapi.server;
  httpServer.keepAliveTimeout = 0;
  await new Promise((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  say({ event: 'listening', origin: `http://127.0.0.1:${httpServer.address().port}` });
  const input = createInterface(process.stdin);
  input.on('line', async (line) => {
    const { id, uid, method, parameters } = JSON.parse(line);
    const error = await strapi
      .documents(uid)
      [method](parameters)
      .then(
        () => null,
        ({ message, details }) => `${message} ${JSON.stringify(details)}`
      );
    say({ event: 'done', id, error });
  });
  // Ends with the test that started it.
  input.on('close', () => process.exit(0));
};

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
