import { createGuideSite, type GuideSite } from '../support/guide-site';

/** Figures that are too old, on a site that hides them: each way of reading, and what caches may keep. */

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;

const YEAR = 31_536_000;

beforeAll(async () => {
  site = await createGuideSite();
  guides = await site.start({
    publicRead: true,
    freshness: { figures: 12, oldFigures: 'hide' },
    http: { sharedMaxAge: YEAR, staleWhileRevalidate: YEAR },
  });
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const salary = (median: number, asOf: string) => ({
  median,
  asOf,
  currency: 'EUR',
  period: 'year',
  gross: true,
  source: { label: `Source of ${median}`, url: 'https://example.org' },
});

it('leave the guide, its structured data, its Markdown and its sources, and no cache keeps the others too long', async () => {
  await guides.publish('figures', {
    outlook: {
      heading: 'Outlook',
      anchor: 'outlook',
      salaries: [salary(41_111, daysAgo(400)), salary(52_222, daysAgo(360))],
    },
  });
  const json = await guides.get('/guides/figures?locale=en');
  const markdown = await guides.get('/guides/figures/markdown?locale=en');
  for (const { status, text, headers } of [json, markdown]) {
    expect(status).toBe(200);
    expect(text).toMatch(/52.?222/);
    expect(text).not.toMatch(/41.?111/);
    const [, shared, stale] = /s-maxage=(\d+), stale-while-revalidate=(\d+)/.exec(
      String(headers['cache-control'])
    )!;
    expect(Number(shared)).toBeGreaterThan(0);
    expect(Number(shared) + Number(stale)).toBeLessThanOrEqual(8 * 86_400);
  }
  const { jsonLd } = (json.body as { data: { jsonLd: object } }).data;
  expect(JSON.stringify(jsonLd)).toContain('52222');
});
