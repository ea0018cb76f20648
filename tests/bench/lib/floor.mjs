/**
 * The lower bound: Koa alone, which sends the bytes of a file with an ETag, or 304. `/complete` also sends the other
 * headers of a site's response (security, CDN, CORS).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Koa = createRequire(require.resolve('@strapi/core'))('koa');

const body = readFileSync(process.argv[2]);
const headers = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
const app = new Koa();
app.use((context) => {
  if (context.path === '/complete') context.set(headers);
  context.set('ETag', etag);
  if (context.get('If-None-Match') === etag) {
    context.status = 304;
    return;
  }
  context.type = 'application/json';
  context.body = body;
});
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port, etag }));

process.on('message', ({ id }) => {
  const { user, system } = process.cpuUsage();
  process.send({ id, result: user + system });
});
process.on('disconnect', () => process.exit(0));
