import type { CareerFieldConfig } from '../../config';
import { guideUrl, portalUrl } from '../addresses';
import type { Guide } from '../types';
import { markdownOptions, type Libraries } from '../../rich-text';
import { about } from './about';
import { heading, image, list, paragraph, paragraphs, strong, text, type Line, type Nodes } from './nodes';
import { section } from './sections';
import { furtherLink, source } from './sources';
import { wordsOf, type Label, type Words } from './words';

const listBelow = (label: Label, lines: readonly Line[], words: Words): Nodes => {
  const entries = list(lines);
  return entries.length > 0 ? [...heading(2, text(words.label(label))), ...entries] : [];
};

type SiteOptions = CareerFieldConfig['site'];

const page = (guide: Guide<string>, words: Words, site: SiteOptions): Nodes => [
  ...heading(1, text(guide.title)),
  ...paragraph(strong(text(guide.headline))),
  ...paragraphs(guide.lead),
  ...image(guide.hero, words),
  ...about(guide, words),
  ...guide.sections.flatMap((given) =>
    section(given, { words, addressOf: ({ slug }) => guideUrl(site, { locale: guide.locale, slug }) })
  ),
  ...listBelow(
    'section.further-reading',
    guide.furtherReading.map((given) => furtherLink(given, words)),
    words
  ),
  ...listBelow(
    'section.sources',
    guide.sources.map((given) => source(given, words)),
    words
  ),
  ...listBelow(
    'section.notices',
    guide.notices.map((notice) => text(notice.text)),
    words
  ),
];

const withAbsoluteLinks = <Node extends Nodes[number]>(node: Node, site: SiteOptions): Node => ({
  ...node,
  ...(node.type === 'link' ? { url: portalUrl(site, node.url) } : {}),
  ...('children' in node ? { children: node.children.map((child) => withAbsoluteLinks(child, site)) } : {}),
});

/** Returns what is on the page of a guide, whose texts are written already; links to the portal are absolute. */
export const pageNodes = (guide: Guide<string>, site: SiteOptions): Nodes =>
  page(guide, wordsOf(guide.locale), site).map((node) => withAbsoluteLinks(node, site));

/** Writes a guide whose texts are Markdown already as one document, which ends with a line end. */
export const createPageWriter = (libraries: Libraries) => {
  const options = markdownOptions(libraries);
  const extensions = [...(options.extensions ?? []), libraries.tableToMarkdown({ tablePipeAlign: false })];
  return (guide: Guide<string>, site: SiteOptions): string =>
    libraries.toMarkdown(
      { type: 'root', children: pageNodes(guide, site) },
      // Texts end in lists with `-`; one below it that is the page's own is a list for itself.
      { ...options, bullet: '*', bulletOther: '-', extensions }
    );
};
