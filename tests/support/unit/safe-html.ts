import type * as parse5 from 'parse5';

type ParentNode = parse5.DefaultTreeAdapterTypes.ParentNode;
type ElementNode = parse5.DefaultTreeAdapterTypes.Element;

/** The elements that rich text may become, and what each may carry. */
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

/** What readers of Markdown make of a page of ours, tags that our Markdown has included. */
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

const PORTAL = 'https://portal.example';

/** Whether a browser on the portal goes where a reader may be sent; told by the browser's own reading of URLs. */
const isSafeTarget = (url: string, schemes: readonly string[]): boolean => {
  // A browser goes nowhere from an address that is none, such as one that a renderer has found in a text.
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

export interface HtmlReading {
  /** All elements, in the order of the text. */
  elements: ElementNode[];
  /** What a browser shows of texts. */
  text: string;
  /** Elements, attributes and values that must not be there, and what a browser had to put right. */
  faults: string[];
}

/** Reads HTML as a browser does. parse5 is an ES module. */
export const loadHtmlReader = async () => {
  const { parseFragment } = await import('parse5');
  return (html: string, kind: 'rich text' | 'markdown' = 'rich text'): HtmlReading => {
    const allowed = kind === 'markdown' ? OF_MARKDOWN : OF_RICH_TEXT;
    const reading: HtmlReading = { elements: [], text: '', faults: [] };
    const { elements, faults } = reading;
    const visit = (parent: ParentNode): void => {
      for (const node of parent.childNodes) {
        if ('value' in node) reading.text += node.value;
        else if (!('tagName' in node)) faults.push(node.nodeName);
        else {
          elements.push(node);
          if (!Object.hasOwn(allowed, node.tagName)) faults.push(`<${node.tagName}>`);
          for (const { name, value } of node.attrs) {
            const isAllowed = allowed[node.tagName]?.includes(name) && (VALUES[name]?.(value) ?? true);
            if (!isAllowed) faults.push(`<${node.tagName} ${name}="${value}">`);
          }
          visit(node);
        }
      }
    };
    const fragment = parseFragment(html, {
      onParseError: ({ code }) => {
        // These are in the text that an editor stored, and harmless.
        if (!/^(control-character|noncharacter)-in-input-stream$/.test(code)) faults.push(code);
      },
    });
    visit(fragment);
    return reading;
  };
};
