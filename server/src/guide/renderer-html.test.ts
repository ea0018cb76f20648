import { loadRenderer, type Renderer } from './renderer';
import type { Guide } from './types';
import { guideWithBody, paragraph, sampleGuide } from '../../../tests/support/unit/sample-guide';
import { loadHtmlReader } from '../../../tests/support/unit/safe-html';

let renderer: Renderer;
let readHtml: Awaited<ReturnType<typeof loadHtmlReader>>;

beforeAll(async () => {
  renderer = await loadRenderer();
  readHtml = await loadHtmlReader();
});

const text = (value: string, marks = {}) => ({ type: 'text', text: value, ...marks });
const p = (...children: unknown[]) => ({ type: 'paragraph', children });
const h = (level: number, value: string) => ({ type: 'heading', level, children: [text(value)] });
const link = (url: string, more = {}) => ({ type: 'link', url, children: [text('there')], ...more });
const item = (value: string) => ({ type: 'list-item', children: [text(value)] });
const list = (format: string, ...children: unknown[]) => ({ type: 'list', format, children });
const image = (more = {}) => ({
  type: 'image',
  image: { url: '/uploads/a.jpg', alternativeText: 'A rack', ...more },
  children: [text('')],
});

const bodyOf = (guide: Guide<string>): string | null => guide.sections[0]!.body;

const html = (...body: unknown[]): string | null => bodyOf(renderer.render(guideWithBody(body), 'html'));

const headingsIn = (markup: string): string[] =>
  readHtml(markup)
    .elements.filter(({ tagName }) => /^h\d$/.test(tagName))
    .map(({ tagName, attrs }) => `${tagName}#${attrs.find(({ name }) => name === 'id')?.value}`);

describe('rich text as HTML', () => {
  it.each<[string, unknown[], string]>([
    ['nothing', [], ''],
    ['paragraphs', [p(text('One.')), p(text('Two.'))], '<p>One.</p>\n<p>Two.</p>'],
    ['signs', [p(text('3 < 5 & "so" > \'x\''))], '<p>3 &lt; 5 &#x26; "so" > \'x\'</p>'.replace('&#x26;', '&amp;')],
    ['line breaks, whatever ends a line', [p(text('a\nb\r\nc\rd'))], '<p>a<br>b<br>c<br>d</p>'],
    [
      'marks',
      [
        p(
          text('b', { bold: true }),
          text('i', { italic: true }),
          text('u', { underline: true }),
          text('s', { strikethrough: true }),
          text('c', { code: true })
        ),
      ],
      '<p><strong>b</strong><em>i</em><u>u</u><s>s</s><code>c</code></p>',
    ],
    [
      'marks together',
      [p(text('all', { bold: true, italic: true, underline: true, strikethrough: true, code: true }))],
      '<p><strong><em><s><u><code>all</code></u></s></em></strong></p>',
    ],
    [
      'adjacent texts with the same marks',
      [p(text('a', { bold: true }), text('', { italic: true }), text('b', { bold: true }))],
      '<p><strong>ab</strong></p>',
    ],
    ['a quote', [{ type: 'quote', children: [text('q')] }], '<blockquote><p>q</p></blockquote>'],
    [
      'lists in lists, which stand beside their entry in blocks',
      [list('unordered', item('a'), list('ordered', item('b')), item('c'))],
      '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>',
    ],
    [
      'a list that starts with a list',
      [list('ordered', list('unordered', item('a')))],
      '<ol><li><ul><li>a</li></ul></li></ol>',
    ],
    [
      'code with its language',
      [{ type: 'code', language: 'C++', children: [text('if (a < b)\n  x &= 1;')] }],
      '<pre><code class="language-c++">if (a &lt; b)\n  x &amp;= 1;</code></pre>',
    ],
    [
      'code with a language that is no word, and marks',
      [{ type: 'code', language: 'js" onclick="x', children: [text('\n\na', { bold: true }), text('b')] }],
      '<pre><code>\n\nab</code></pre>',
    ],
    [
      'an image with its size',
      [image({ width: 1200, height: 800 })],
      '<figure><img src="/uploads/a.jpg" alt="A rack" width="1200" height="800" loading="lazy"></figure>',
    ],
    [
      'an image with a caption and without a size',
      [image({ caption: 'It <hums>', width: null, height: 800 })],
      '<figure><img src="/uploads/a.jpg" alt="A rack" loading="lazy"><figcaption>It &lt;hums></figcaption></figure>',
    ],
    ['an image that only decorates', [image({ alternativeText: null })], '<figure><img src="/uploads/a.jpg" alt="" loading="lazy"></figure>'],
    ['an image from elsewhere than a site', [image({ url: 'data:image/svg+xml,<svg>' })], '<p>A rack</p>'],
    ['a link within the site', [p(link('/jobs?q=a&b'))], '<p><a href="/jobs?q=a&amp;b">there</a></p>'],
    [
      'a link to elsewhere',
      [p(link('https://example.org/'))],
      '<p><a href="https://example.org/" rel="noopener">there</a></p>',
    ],
    [
      'what an editor says of a link, as far as it is known',
      [p(link('https://example.org/', { rel: 'NoFollow evil nofollow sponsored', target: '_blank' }))],
      '<p><a href="https://example.org/" rel="noopener nofollow sponsored" target="_blank">there</a></p>',
    ],
    ['a link in the same frame', [p(link('/x', { target: '_top' }))], '<p><a href="/x">there</a></p>'],
    ['a link to a mailbox', [p(link('mailto:a@b.example'))], '<p><a href="mailto:a@b.example">there</a></p>'],
    [
      'signs in an address that no address has',
      [p(link('https://example.org/"<b>`'))],
      '<p><a href="https://example.org/%22%3Cb%3E%60" rel="noopener">there</a></p>',
    ],
    ['a link that nobody can see', [p(text('a'), { ...link('/x'), children: [text(' ')] })], '<p>a </p>'],
    ['what shows nothing', [p(text(' ')), h(2, ''), list('ordered', item('')), { type: 'code', children: [] }], ''],
    [
      'blocks of another editor, as their text',
      [{ type: 'grid', children: [{ type: 'cell', children: [text('a'), link('/x')] }, { type: 'cell', children: [p(text('b'))] }] }],
      '<p>a<a href="/x">there</a></p>\n<p>b</p>',
    ],
  ])('%s', (_name, body, expected) => {
    expect(html(...body)).toBe(expected);
    expect(readHtml(expected).issues).toEqual([]);
  }); // prettier-ignore

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    ' https://example.org',
    '\u0001javascript:x',
    '',
  ])('shows a link to %j as text only', (url) => {
    expect(html(p(text('Go '), link(url), text('.')))).toBe('<p>Go there.</p>');
  });
});

describe('headings', () => {
  it.each<[string, number[], string[]]>([
    ['start below the section, whatever the editor chose', [1], ['h3']],
    ['keep what is above what', [1, 2, 3, 2, 1], ['h3', 'h4', 'h5', 'h4', 'h3']],
    ['leave no level out', [2, 5, 6, 4, 2], ['h3', 'h4', 'h5', 'h4', 'h3']],
    ['rise no higher than the section', [4, 2, 3], ['h3', 'h3', 'h4']],
    ['go no deeper than HTML', [1, 2, 3, 4, 5, 6], ['h3', 'h4', 'h5', 'h6', 'h6', 'h6']],
  ])('%s', (_name, levels, expected) => {
    const found = headingsIn(html(...levels.map((level) => h(level, 'x')))!);
    expect(found.map((heading) => heading.slice(0, 2))).toEqual(expected);
  });

  it('start below the question or the study path that has them', () => {
    const guide = sampleGuide();
    for (const section of guide.sections) {
      if (section.type === 'studies') {
        section.answer = [h(1, 'Answer')];
        section.paths[0]!.description = [h(1, 'Path')];
      }
      if (section.type === 'faq') section.items[0]!.answer = [h(1, 'Question')];
    }
    const markup = JSON.parse(
      JSON.stringify(renderer.render(guide, 'html').sections),
      (_key, value: unknown) => (typeof value === 'string' && /^<h\d/.test(value) ? headingsIn(value) : value)
    ) as unknown;
    expect(JSON.stringify(markup).match(/h\d#[a-z-]+/g)).toEqual([
      'h4#studies-answer',
      'h4#studies-path',
      'h4#faq-question',
    ]);
  });

  it('have ids of the section and their words, in the letters of their language', () => {
    expect(headingsIn(html(h(2, 'Was heißt „Größe“?'), h(2, ' A\u00a0 b\n c '), h(2, '日本語'))!)).toEqual([
      'h3#definition-was-heißt-größe',
      'h3#definition-a-b-c',
      'h3#definition-日本語',
    ]);
  });

  it('have ids of their own in the guide, apart from the anchors of its sections', () => {
    const body = [h(2, 'Jobs'), h(2, 'Jobs'), h(2, 'Jobs'), h(2, '!')];
    const [section] = guideWithBody(body).sections;
    const guide: Guide = {
      ...guideWithBody(body),
      sections: [
        section!,
        { ...section!, anchor: 'definition-jobs' },
        { ...section!, anchor: 'definition-jobs-2', body: null },
        { ...section!, anchor: 'definition-jobs' },
      ],
      toc: [{ anchor: 'definition-jobs-1', label: 'x' }],
    };
    const ids = renderer
      .render(guide, 'html')
      .sections.flatMap(({ body: markup }) => headingsIn(markup ?? ''))
      .map((heading) => heading.slice(3));
    expect(ids.slice(0, 4)).toEqual([
      'definition-jobs-3',
      'definition-jobs-4',
      'definition-jobs-5',
      expect.stringMatching(/^definition-?\d*$/),
    ]);
    expect(new Set(ids).size).toBe(12);
    expect(ids).not.toContain('definition-jobs-1');
  });

  it('have no endless ids', () => {
    const [heading] = headingsIn(html(h(2, 'word '.repeat(5_000)))!);
    expect(heading!.length).toBeLessThan(100);
  });
});

/** Every rich text of a guide, wherever it is. */
const blocksIn = (value: unknown): unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  const isBlocks =
    Array.isArray(value) && value.some((item: { type?: unknown }) => item?.type === 'paragraph');
  return isBlocks ? [value] : Object.values(value).flatMap(blocksIn);
};

describe.each(['html', 'markdown'] as const)('a guide in %s', (format) => {
  it('has every rich text as a string, and everything else as it was', () => {
    const guide = sampleGuide();
    const before = structuredClone(guide);
    const count = blocksIn(guide).length;
    expect(count).toBe(guide.sections.length + 4);
    const rendered = renderer.render(guide, format);
    expect(guide).toEqual(before);
    expect(blocksIn(rendered)).toEqual([]);
    const written = (text: string) => (format === 'html' ? `<p>${text}</p>` : text);
    const back = JSON.parse(JSON.stringify(before), (_key, value: unknown) =>
      Array.isArray(value) && blocksIn(value)[0] === value
        ? written((value as { children: { text: string }[] }[])[0]!.children[0]!.text)
        : value
    ) as unknown;
    expect(rendered).toEqual(back);
    expect(JSON.stringify(rendered)).toBe(JSON.stringify(back));
  });

  it('has null where there is no text', () => {
    const guide = sampleGuide();
    for (const section of guide.sections) {
      section.body = null;
      if (section.type === 'studies') {
        section.answer = null;
        section.paths[0]!.description = null;
      }
      if (section.type === 'faq') section.items[0]!.answer = null;
    }
    guide.faq = [{ question: '?', answer: null }];
    expect(renderer.render(guide, format)).toEqual(guide);
  });
});

it('shows a text once in each place that it is in', () => {
  const guide = {
    ...guideWithBody(paragraph('Same.')),
    faq: [{ question: '?', answer: paragraph('Same.') }],
  };
  const { sections, faq } = renderer.render(guide, 'html');
  expect([sections[0]!.body, faq[0]!.answer]).toEqual(['<p>Same.</p>', '<p>Same.</p>']);
});
