import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { createClient } from '../../client/src';
import { signPreview } from '../../server/src/guide/drafts/preview-token';
import { createRole, signIn } from '../support/administrator';
import { launchBrowser } from '../support/browser';
import { freePort, ROOT, startProgram, waitFor, type Program } from '../support/child-process';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

const ASTRO = path.join(ROOT, 'node_modules/astro/astro.js');

let site: Site;
let running: RunningSite;
let portal: Program;
let browser: Browser;
let api: string;
/** The portal's page of the draft, without its token. */
let page: URL;
let documentId: string;

beforeAll(async () => {
  site = await createSite({ seeded: true });
  running = await site.start();
  const { httpServer } = running.strapi.server;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', () => resolve()));
  api = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const articles = running.strapi.documents(uid('article'));
  ({ documentId } = (await articles.findFirst({ locale: 'de', filters: { slug: 'backend' } }))!);
  await articles.update({ documentId, locale: 'de', data: { headline: 'Nur im Entwurf' } as never });
  const port = await freePort();
  page = new URL(`http://127.0.0.1:${port}/preview`);
  page.search = new URLSearchParams({ documentId, locale: 'de' }).toString();
  portal = startProgram(process.execPath, [ASTRO, 'dev', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: path.join(ROOT, 'examples/portal'),
    env: { ASTRO_TELEMETRY_DISABLED: 'true', PORTAL_PREVIEWS: 'true', CAREER_FIELD_API: api },
  });
  await waitFor(portal, async () => (await fetch(page.origin).catch(() => undefined))?.ok === true);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  portal?.child.kill('SIGTERM');
  await portal?.exitCode;
  await running?.stop();
  await site?.remove();
});

/** The signed address for an editor who may read German articles. */
const signed = async (): Promise<string> => {
  const { strapi } = running;
  const role = await createRole(strapi, 'Editors', [{ action: 'read', type: 'article', locales: ['de'] }]);
  const { id } = await signIn(running, 'editor@example.com', [role]);
  const token = signPreview({ documentId, locale: 'de', user: id }, strapi.config.get('admin.auth.secret'));
  return `${page.href}&token=${token}`;
};

it('the portal shows a draft by its token, and what is typed in the panel around it', async () => {
  const address = await signed();
  for (const wrong of [page.href, `${page.href}&token=x`, address.replace('locale=de', 'locale=en')]) {
    const response = await fetch(wrong);
    expect([response.status, (await response.text()).includes('Nur im Entwurf')]).toEqual([404, false]);
  }
  const answer = await fetch(address);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  const html = await answer.text();
  expect(html).toContain('Nur im Entwurf');
  expect(html).toContain('noindex');

  const token = new URL(address).searchParams.get('token')!;
  const draft = await createClient({ baseUrl: api }).draft(documentId, {
    locale: 'de',
    token,
    format: 'html',
  });
  const guide = { ...draft!.data, headline: 'Gerade getippt' };
  // The page must be within one of the site, as it is in the panel.
  const context = await browser.newContext({ bypassCSP: true });
  const panel = await context.newPage();
  panel.setDefaultTimeout(60_000);
  await panel.goto(`${api}/admin/init`);
  const ready = panel.evaluate(
    ({ src, guide: typed }) =>
      new Promise<string>((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = src;
        addEventListener('message', ({ data, origin }: MessageEvent<{ type: string; format: string }>) => {
          if (data.type !== 'career-field:ready') return;
          frame.contentWindow!.postMessage({ type: 'career-field:draft', guide: typed }, origin);
          resolve(data.format);
        });
        document.body.append(frame);
      }),
    { src: address, guide }
  );
  expect(await ready).toBe('html');
  await panel.frameLocator('iframe').getByText('Gerade getippt').waitFor();
  await context.close();
});
