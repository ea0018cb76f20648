import type { Element, ElementContent, Properties, Root } from 'hast';
import type { CareerFieldConfig } from '../../config';
import type { Libraries } from '../../rich-text';
import type { Guide } from '../types';
import { languageTag } from '../assemble/language-tag';
import { pageNodes } from './index';
import type { Nodes } from './nodes';

type Node = Nodes[number] | { type: 'tableRow' | 'tableCell' | 'listItem'; children: Node[] };

const element = (tagName: string, children: ElementContent[], properties: Properties = {}): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

const ELEMENTS: Record<string, string> = {
  paragraph: 'p',
  strong: 'strong',
  emphasis: 'em',
  list: 'ul',
  listItem: 'li',
  tableRow: 'tr',
};

const below = (node: object): ElementContent[] =>
  'children' in node ? (node.children as Node[]).flatMap(toHast) : [];

const row = (node: Node, cell: 'th' | 'td'): Element =>
  element(
    'tr',
    (node as { children: Node[] }).children.map((child) => element(cell, below(child)))
  );

const toHast = (node: Node): ElementContent[] => {
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: node.value }];
    case 'verbatim':
      // Rich text that is safe HTML already, see `createHtmlWriter`.
      return [{ type: 'raw', value: node.value } as unknown as ElementContent];
    case 'heading':
      return [element(`h${node.depth}`, below(node))];
    case 'link':
      return [element('a', below(node), { href: node.url, rel: ['noopener', 'noreferrer'] })];
    case 'image':
      return [element('img', [], { src: node.url, alt: node.alt ?? '' })];
    case 'table': {
      const [head, ...rows] = node.children;
      const parts = [
        ...(head ? [element('thead', [row(head, 'th')])] : []),
        element(
          'tbody',
          rows.map((each) => row(each, 'td'))
        ),
      ];
      return [element('table', parts)];
    }
    default: {
      const tagName = ELEMENTS[node.type];
      // Nothing else is in a page.
      return tagName === undefined ? [] : [element(tagName, below(node))];
    }
  }
};

/** For phones first; with the colours of the reader's system. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 17px/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 42rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.5rem 0 .75rem; }
h3, h4, h5, h6 { line-height: 1.3; margin: 1.75rem 0 .5rem; }
img { display: block; max-width: 100%; height: auto; border-radius: .25rem; }
figure { margin: 1rem 0; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: .25rem solid; }
pre, table { display: block; overflow-x: auto; }
table { border-collapse: collapse; font-size: .9em; }
th, td { padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid; }
`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface DocumentOptions {
  site: CareerFieldConfig['site'];
  /** Where the Strapi site is, for files that it serves itself. */
  base: string;
  /** A script that runs in the page. */
  script?: string;
}

/**
 * Creates a function that writes a guide whose texts are HTML already as one plain page. Everything in it is escaped by
 * the library, so that no value of an editor becomes an element or a script.
 */
export const createDocumentWriter =
  ({ toHtml }: Libraries) =>
  (guide: Guide<string>, { site, base, script }: DocumentOptions): string => {
    const root: Root = { type: 'root', children: pageNodes(guide, site).flatMap((node) => toHast(node)) };
    const body = toHtml(root, { allowDangerousHtml: true });
    return `<!doctype html>
<html lang="${escaped(languageTag(guide.locale))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<base href="${escaped(base)}/" target="_blank">
<title>${escaped(guide.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body><main>${body}</main>${script === undefined ? '' : `<script>${script}</script>`}</body>
</html>
`;
  };
