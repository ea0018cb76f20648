import { createAssetUrl } from './assets';
import { loadRenderer, type Renderer } from './renderer';
import type { Strapi } from '../plugin';
import { guideWithBody, sampleGuide } from '../../../tests/support/unit/sample-guide';

/** As much of Strapi as the addresses of files depend on. */
const strapiAt = (url: string | undefined) => {
  const warnings: string[] = [];
  const strapi = {
    config: { get: (name: string) => (name === 'server.url' ? url : undefined) },
    log: { warn: (message: string) => warnings.push(message) },
  } as unknown as Strapi;
  return { strapi, warnings };
};

const SITE = {
  url: 'https://portal.example',
  name: null,
  guidePath: '/{locale}/{slug}',
  categoryPath: null,
  previewUrl: null,
};

let renderer: Renderer;

beforeAll(async () => {
  renderer = await loadRenderer();
});

describe('the address of a file', () => {
  it.each(['https://cms.example.org', 'https://cms.example.org/', 'https://cms.example.org/strapi'])(
    'is absolute when the server is at %s',
    (url) => {
      const { strapi, warnings } = strapiAt(url);
      expect(createAssetUrl(strapi)('/uploads/a.jpg')).toBe(`${url.replace(/\/$/, '')}/uploads/a.jpg`);
      expect(createAssetUrl(strapi)('https://cdn.example/a.jpg')).toBe('https://cdn.example/a.jpg');
      expect(warnings).toEqual([]);
    }
  );

  it.each([undefined, '', '/strapi'])('is unknown when the server is at %j, which is logged once', (url) => {
    const { strapi, warnings } = strapiAt(url);
    expect(createAssetUrl(strapi)('https://cdn.example/a.jpg')).toBe('https://cdn.example/a.jpg');
    expect(warnings).toEqual([]);
    for (const file of ['/uploads/a.jpg', '/uploads/b.jpg']) expect(createAssetUrl(strapi)(file)).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('Set "url" in config/server')]);
  });
});

describe('Markdown', () => {
  const image = (url: string) => ({
    type: 'image',
    image: { url, alternativeText: 'Drawing' },
    children: [{ type: 'text', text: '' }],
  });
  const body = [image('/uploads/in-text.jpg'), image('https://cdn.example/in-text.jpg')];
  const addressesIn = (markdown: string): string[] =>
    [...markdown.matchAll(/!\[[^\]]*\]\(([^)\s]+)/g)].map(([, address]) => address!);
  const guide = () => ({
    ...sampleGuide(),
    sections: [...sampleGuide().sections, ...guideWithBody(body).sections],
  });

  it('has absolute addresses of images, in texts and beside them', () => {
    const assetUrl = createAssetUrl(strapiAt('https://cms.example.org').strapi);
    const page = renderer.page(guide(), SITE, assetUrl);
    expect(addressesIn(page)).toContain('https://cms.example.org/uploads/in-text.jpg');
    expect(addressesIn(page).filter((address) => !address.startsWith('https://'))).toEqual([]);
    expect(addressesIn(renderer.page(guide(), SITE)).length).toBe(addressesIn(page).length);
    const [text] = renderer.render(guideWithBody(body), 'markdown', assetUrl).sections;
    expect(addressesIn(text!.body!)).toEqual([
      'https://cms.example.org/uploads/in-text.jpg',
      'https://cdn.example/in-text.jpg',
    ]);
  });

  it('has no image whose absolute address is unknown', () => {
    const assetUrl = createAssetUrl(strapiAt(undefined).strapi);
    expect(addressesIn(renderer.page(guide(), SITE, assetUrl))).toEqual(['https://cdn.example/in-text.jpg']);
    const [text] = renderer.render(guideWithBody(body), 'markdown', assetUrl).sections;
    expect(addressesIn(text!.body!)).toEqual(['https://cdn.example/in-text.jpg']);
  });
});
