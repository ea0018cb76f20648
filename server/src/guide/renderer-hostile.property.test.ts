import fc from 'fast-check';
import { loadRenderer, type Renderer } from './renderer';
import { loadMarkdown, type MarkdownConverter } from '../rich-text';
import type { Guide } from './types';
import { hostileBlocks, PAYLOADS, PLACES } from '../../../tests/support/unit/hostile';
import { loadMarkdownRenderers } from '../../../tests/support/unit/markdown-renderers';
import { richText } from '../../../tests/support/unit/rich-text';
import { guideWithBody, sampleGuide } from '../../../tests/support/unit/sample-guide';
import { loadHtmlReader } from '../../../tests/support/unit/safe-html';

let renderer: Renderer;
let converter: MarkdownConverter;
let readHtml: Awaited<ReturnType<typeof loadHtmlReader>>;
let renderers: Awaited<ReturnType<typeof loadMarkdownRenderers>>;

beforeAll(async () => {
  renderer = await loadRenderer();
  converter = await loadMarkdown();
  readHtml = await loadHtmlReader();
  renderers = await loadMarkdownRenderers();
});

/** How many texts are tried; `RUNS=20000` searches for some minutes. */
const RUNS = Number(process.env.RUNS ?? 25);

const bodyIn = (format: 'html' | 'markdown', body: unknown[]): string =>
  renderer.render(guideWithBody(body), format).sections[0]!.body!;

/** What the renderers make of Markdown that must not be there. A bare address of a file server is only a link. */
const issuesInMarkdown = (markdown: string): string[] =>
  Object.entries(renderers).flatMap(([name, render]) =>
    readHtml(render(markdown), 'markdown')
      .issues.filter((issue) => !issue.startsWith('<a href="ftp://'))
      .map((issue) => `${name}: ${issue}`)
  );

const withoutSpace = (text: string): string => text.replace(/[\s\p{Cc}\p{Cs}\ufeff]/gu, '');

const node = (text: string) => ({ type: 'text', text });

describe('hostile rich text', () => {
  it('becomes HTML with nothing in it but what rich text may have', () => {
    fc.assert(
      fc.property(hostileBlocks, (body) => {
        expect(readHtml(bodyIn('html', body)).issues).toEqual([]);
      }),
      { numRuns: 5 * RUNS }
    );
  });

  it('becomes Markdown that is safe for readers which let HTML pass, and comes back', () => {
    fc.assert(
      fc.property(hostileBlocks, (body) => {
        const markdown = bodyIn('markdown', body);
        expect(issuesInMarkdown(markdown)).toEqual([]);
        expect(converter.toMarkdown(converter.toBlocks(markdown))).toBe(markdown);
      }),
      { numRuns: RUNS }
    );
  });

  it.each(PLACES)('is text only, in the place of a %s', (_name, blockOf) => {
    const shown = PAYLOADS.map((payload) => readHtml(bodyIn('html', [blockOf(payload)])));
    expect(shown.flatMap(({ issues }) => issues)).toEqual([]);
    expect(PAYLOADS.flatMap((payload) => issuesInMarkdown(bodyIn('markdown', [blockOf(payload)])))).toEqual(
      []
    );
  });

  it('does not end the renderer, however deep or large', () => {
    let deepList: unknown = { type: 'list-item', children: [node('a')] };
    let deepNode: unknown = node('a');
    for (let depth = 0; depth < 20_000; depth += 1) {
      deepList = { type: 'list', format: 'ordered', children: [deepList] };
      deepNode = { type: 'unknown', children: [deepNode] };
    }
    const body = [
      deepList,
      deepNode,
      { type: 'paragraph', children: [node('<*'.repeat(50_000))] },
      { type: 'heading', level: 2, children: [node('a'.repeat(500_000))] },
      { type: 'quote', children: [node('end')] },
    ];
    expect(bodyIn('html', body)).toMatch(/<blockquote><p>end<\/p><\/blockquote>$/);
    expect(bodyIn('markdown', body)).toMatch(/> end$/);
  });

  it('may have more links under one mark than a call takes arguments', () => {
    const links = Array.from({ length: 130_000 }, () => ({
      type: 'link',
      url: '/x',
      children: [{ ...node('*'), underline: true }],
    }));
    const markdown = bodyIn('markdown', [{ type: 'paragraph', children: links }]);
    expect(markdown.match(/\(\/x\)/g)).toHaveLength(links.length);
  });
});

describe('rich text that Strapi takes', () => {
  it('is shown to the last letter', () => {
    const texts = (nodes: readonly Record<string, unknown>[]): string =>
      nodes
        .map((node) => {
          if (typeof node.text === 'string') return node.text;
          const caption = (node.image as { caption?: string } | undefined)?.caption;
          return caption ?? texts((node.children ?? []) as Record<string, unknown>[]);
        })
        .join('');
    fc.assert(
      fc.property(richText, (blocks) => {
        // An image whose address is not safe is its alternative text.
        const given = (blocks as Record<string, unknown>[]).filter(({ type }) => type !== 'image');
        const { text, issues } = readHtml(bodyIn('html', given));
        expect(issues).toEqual([]);
        expect(withoutSpace(text)).toBe(withoutSpace(texts(given)));
      }),
      { numRuns: RUNS }
    );
  });

  it('has ids that are unique and no anchor of a section', () => {
    const words = fc.constantFrom('Jobs', 'jobs', 'Jobs 1', 'Jobs-1', '1', '', '!', 'faq jobs', 'Über uns');
    const headings = fc.array(
      words.map((word) => ({ type: 'heading', level: 2, children: [{ type: 'text', text: `${word}.` }] })),
      { maxLength: 4 }
    );
    const anchor = fc.constantFrom('faq', 'faq-jobs', 'faq-jobs-1', 'a', 'a-jobs', 'a-1', 'a-1-1');
    fc.assert(
      fc.property(
        fc.array(fc.record({ anchor, body: headings }), { maxLength: 5 }),
        headings,
        (given, answer) => {
          const guide: Guide = {
            ...sampleGuide(),
            sections: given.map((section) => ({ type: 'text', heading: null, navLabel: null, ...section })),
            faq: [{ question: '?', answer }],
          };
          const { sections, faq } = renderer.render(guide, 'html');
          const html = [...sections.map(({ body }) => body), faq[0]!.answer].join('');
          const ids = readHtml(html).elements.map(
            ({ attrs }) => attrs.find(({ name }) => name === 'id')?.value
          );
          const anchors = given.map((section) => section.anchor);
          expect(ids).not.toContain(undefined);
          expect(new Set([...ids, ...anchors]).size).toBe(ids.length + new Set(anchors).size);
        }
      ),
      { numRuns: RUNS }
    );
  });
});

/** A value with every string in it replaced, but for the names of sections and nodes. */
const withStrings = (value: unknown, replace: (text: string) => string): unknown =>
  JSON.parse(JSON.stringify(value), (key, item: unknown) =>
    typeof item === 'string' && key !== 'type' ? replace(item) : item
  );

describe('a page whose every field is hostile', () => {
  const SITE = {
    url: 'https://portal.example',
    name: null,
    guidePath: '/{locale}/{slug}',
    categoryPath: null,
    previewUrl: null,
  };

  /** The sample with another payload in each field; which one is where, `first` decides. */
  const hostileGuide = (first: number, write: (text: string, payload: string) => string): Guide => {
    let count = first;
    return withStrings(sampleGuide(), (text) =>
      write(text, PAYLOADS[(count += 1) % PAYLOADS.length]!)
    ) as Guide;
  };

  it('is safe for readers of Markdown which let HTML pass', () => {
    for (let first = 0; first < PAYLOADS.length; first += 5) {
      const page = renderer.page(
        hostileGuide(first, (_text, payload) => payload),
        SITE
      );
      expect(issuesInMarkdown(page)).toEqual([]);
    }
  });

  it('is safe with something hostile before and behind each text', () => {
    for (let first = 0; first < PAYLOADS.length; first += 5) {
      const page = renderer.page(
        hostileGuide(first, (text, payload) => `${payload}${text}${payload}`),
        SITE
      );
      expect(issuesInMarkdown(page)).toEqual([]);
    }
  });

  it('is text only in the plain page of a preview', () => {
    for (let first = 0; first < PAYLOADS.length; first += 5) {
      const guide = hostileGuide(first, (text, payload) => `${payload}${text}${payload}`);
      const page = renderer.document(guide, { site: SITE, base: 'https://cms.example' });
      const [head = '', body = ''] = page.split('<body><main>');
      expect(readHtml(body.slice(0, body.lastIndexOf('</main>')), 'page').issues).toEqual([]);
      expect(head.match(/<(?!\/)[a-z!]+/g)).toEqual([
        '<!doctype',
        '<html',
        '<head',
        '<meta',
        '<meta',
        '<meta',
        '<base',
        '<title',
        '<style',
      ]);
    }
  });
});
