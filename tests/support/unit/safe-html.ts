import type * as parse5 from 'parse5';

type ParentNode = parse5.DefaultTreeAdapterTypes.ParentNode;
type ElementNode = parse5.DefaultTreeAdapterTypes.Element;

/** The elements that rich text may become, with the attributes that each may have. */
const OF_RICH_TEXT: Record<string, readonly string[]> = {
  a: ['href', 'rel', 'target'],
  blockquote: [],
  br: [],
  code: ['class'],
  em: [],
  figcaption: [],
  figure: [],
  h3: ['id'],
  h4: ['id'],
  h5: ['id'],
  h6: ['id'],
  img: ['src', 'alt', 'width', 'height', 'loading'],
  li: [],
  ol: [],
  p: [],
  pre: [],
  s: [],
  strong: [],
  u: [],
  ul: [],
};

/** The elements that a page may become in Markdown renderers, including the tags that its Markdown contains. */
const OF_MARKDOWN: Record<string, readonly string[]> = {
  ...OF_RICH_TEXT,
  b: [],
  del: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  i: [],
  img: ['src', 'alt', 'title'],
  ol: ['start'],
  table: [],
  tbody: [],
  td: [],
  th: [],
  thead: [],
  tr: [],
};

/** A plain page: its own elements, and those of the rich texts in it. */
const OF_PAGE: Record<string, readonly string[]> = {
  ...OF_MARKDOWN,
  ...OF_RICH_TEXT,
  img: OF_RICH_TEXT.img!,
};

const PORTAL = 'https://portal.example';

/** Whether a link leads to a target that readers may be sent to, decided by the URL parser of browsers. */
const isSafeTarget = (url: string, schemes: readonly string[]): boolean => {
  // A browser follows no URL that cannot be parsed, such as one that a renderer has found in a text.
  if (!URL.canParse(url, `${PORTAL}/en/backend`)) return /^https?:\/\//i.test(url);
  const { protocol, origin } = new URL(url, `${PORTAL}/en/backend`);
  const isAbsolute = /^[a-z]+:/i.test(url);
  return isAbsolute ? schemes.includes(protocol) : origin === PORTAL;
};

const VALUES: Record<string, (value: string) => boolean> = {
  href: (value) => isSafeTarget(value, ['http:', 'https:', 'mailto:', 'tel:']),
  src: (value) => isSafeTarget(value, ['http:', 'https:']),
  rel: (value) => /^[a-z]+( [a-z]+)*$/.test(value),
  target: (value) => value === '_blank',
  class: (value) => /^language-[a-z0-9+#.-]+$/.test(value),
  width: (value) => /^[1-9]\d*$/.test(value),
  height: (value) => /^[1-9]\d*$/.test(value),
  loading: (value) => value === 'lazy',
};

const ALLOWED = { 'rich text': OF_RICH_TEXT, markdown: OF_MARKDOWN, page: OF_PAGE };

export interface HtmlReading {
  /** All elements, in document order. */
  elements: ElementNode[];
  /** The text that a browser shows. */
  text: string;
  /** Elements, attributes and values that are not allowed, and the parse errors of the browser. */
  issues: string[];
}

/** Reads HTML as a browser does. parse5 is an ES module. */
export const loadHtmlReader = async () => {
  const { parseFragment } = await import('parse5');
  return (html: string, kind: keyof typeof ALLOWED = 'rich text'): HtmlReading => {
    const allowed = ALLOWED[kind];
    const reading: HtmlReading = { elements: [], text: '', issues: [] };
    const { elements, issues } = reading;
    const visit = (parent: ParentNode): void => {
      for (const node of parent.childNodes) {
        if ('value' in node) reading.text += node.value;
        else if (!('tagName' in node)) issues.push(node.nodeName);
        else {
          elements.push(node);
          if (!Object.hasOwn(allowed, node.tagName)) issues.push(`<${node.tagName}>`);
          for (const { name, value } of node.attrs) {
            const isAllowed = allowed[node.tagName]?.includes(name) && (VALUES[name]?.(value) ?? true);
            if (!isAllowed) issues.push(`<${node.tagName} ${name}="${value}">`);
          }
          visit(node);
        }
      }
    };
    const fragment = parseFragment(html, {
      onParseError: ({ code }) => {
        // These come from the text that an editor stored, and are harmless.
        if (!/^(control-character|noncharacter)-in-input-stream$/.test(code)) issues.push(code);
      },
    });
    visit(fragment);
    return reading;
  };
};
