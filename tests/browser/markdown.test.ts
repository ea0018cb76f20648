import type { Browser } from 'playwright-core';
import { loadRenderer } from '../../server/src/guide/renderer';
import { launchBrowser } from '../support/browser';
import { PAYLOADS, PLACES } from '../support/unit/hostile';
import { loadMarkdownRenderers } from '../support/unit/markdown-renderers';
import { guideWithBody } from '../support/unit/sample-guide';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

it('of hostile texts runs no script in a browser with any renderer', async () => {
  const renderer = await loadRenderer();
  const renderers = Object.entries(await loadMarkdownRenderers());
  const shown = PLACES.flatMap(([place, blockOf]) =>
    renderers.map(([name, render]) => ({
      what: `${name}: ${place}`,
      html: PAYLOADS.map((payload) =>
        render(renderer.render(guideWithBody([blockOf(payload)]), 'markdown').sections[0]!.body ?? '')
      ).join('\n<hr>\n'),
    }))
  );
  // A control: the page detects this script.
  const known = { what: 'known', html: '<img src=x onerror=alert(1)>' };
  const page = await browser.newPage();
  await page.route('**/*', (route) =>
    route.request().url() === 'https://portal.example/'
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Guide</title>' })
      : route.abort()
  );
  await page.goto('https://portal.example/');
  const ran = await page.evaluate(
    async (outputs) => {
      const found: string[] = [];
      for (const { what, html } of outputs) {
        const frame = document.createElement('iframe');
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        frame.srcdoc = `<script>alert = () => parent.postMessage(${JSON.stringify(what)}, '*')</script>${html}`;
        const listen = ({ data }: MessageEvent<string>): void => void found.push(data);
        addEventListener('message', listen);
        document.body.append(frame);
        await loaded;
        // The handlers of failed images run before the next message event.
        await new Promise((resolve) => {
          addEventListener('message', resolve, { once: true });
          postMessage('settled', '*');
        });
        for (const element of Array.from(frame.contentDocument!.querySelectorAll('*'))) {
          const handlers = element.getAttributeNames().filter((name) => name.startsWith('on'));
          const isScript = element.matches('body script');
          const target = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
          if (handlers.length > 0 || isScript || /^\s*(javascript|vbscript|data):/i.test(target)) {
            found.push(`${what}: ${element.outerHTML.slice(0, 100)}`);
          }
        }
        removeEventListener('message', listen);
        frame.remove();
      }
      return found.filter((data) => data !== 'settled');
    },
    [known, ...shown]
  );
  expect(ran.splice(0, 2).sort()).toEqual(['known', expect.stringMatching(/^known: <img/)]);
  expect(ran).toEqual([]);
});
