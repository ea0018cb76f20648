/** The floor: Koa alone, which sends the bytes of a file with an ETag, or 304. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Koa = createRequire(require.resolve('@strapi/core'))('koa');

const body = readFileSync(process.argv[2]);
const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
const app = new Koa();
app.use((context) => {
  context.set('ETag', etag);
  if (context.get('If-None-Match') === etag) {
    context.status = 304;
    return;
  }
  context.type = 'application/json';
  context.body = body;
});
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port, etag }));
