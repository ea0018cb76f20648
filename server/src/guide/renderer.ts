import type { CareerFieldConfig } from '../config';
import { portalUrl } from './addresses';
import { withAbsoluteImages, type AssetUrl } from './assets';
import type { Guide, TextFormat } from './types';
import { createHeadingIds } from './heading-ids';
import { createHtmlWriter, createMarkdownWriter, loadLibraries } from '../rich-text';
import { createPageWriter } from './page';
import { createDocumentWriter, type DocumentOptions } from './page/html';
import { withTexts } from './rich-texts';

/** Finished guides as strings. Nothing here throws for what a guide has in it. */
export interface Renderer {
  /**
   * The guide with every rich text as a string. Headings continue the page's outline, whatever level the editor
   * chose: they start at 3 in the body of a section, and at 4 in an answer and in the description of a study path,
   * which have a title of their own.
   *
   * `html`: elements for text only (`p h3`–`h6 ul ol li blockquote pre code figure img figcaption a strong em u s br`);
   * ids of headings are `<anchor of the section>-<words>`, unique in the guide. `markdown`: as the plugin's files have
   * it, see `MarkdownConverter`; it is also shown far from the portal, so images have absolute addresses or are left out.
   */
  render(guide: Guide, format: Exclude<TextFormat, 'blocks'>, assetUrl?: AssetUrl): Guide<string>;
  /**
   * The whole guide as one document in Markdown (CommonMark with GFM's tables), in its language, else English. Links to
   * other pages of the portal are absolute, and those to other guides are there, once the site has said where it is.
   * Images have absolute addresses or are left out.
   */
  page(guide: Guide, site: CareerFieldConfig['site'], assetUrl?: AssetUrl): string;
  /** The same document as a page in HTML, without the design of any portal. */
  document(guide: Guide, options: DocumentOptions): string;
}

const asStored: AssetUrl = (url) => url;

let renderer: Promise<Renderer> | undefined;

/** Loads the libraries, once. */
export const loadRenderer = (): Promise<Renderer> => {
  renderer ??= loadLibraries().then((libraries): Renderer => {
    const toHtml = createHtmlWriter(libraries);
    const toMarkdown = createMarkdownWriter(libraries);
    const toPage = createPageWriter(libraries);
    const toDocument = createDocumentWriter(libraries);
    const inHtml = (guide: Guide): Guide<string> => {
      const ids = createHeadingIds(guide, libraries.slug);
      return withTexts(guide, (blocks, position) => toHtml(blocks, position, ids));
    };
    return {
      render: (guide, format, assetUrl) =>
        format === 'html'
          ? inHtml(guide)
          : withTexts(guide, (blocks, position) => toMarkdown(blocks, position, { assetUrl })),
      // The questions stand in their section as well, where the page has them from.
      page: (guide, site, assetUrl = asStored) =>
        toPage(
          withTexts({ ...withAbsoluteImages(guide, assetUrl), faq: [] }, (blocks, position) =>
            toMarkdown(blocks, position, { linkUrl: (url) => portalUrl(site, url), assetUrl })
          ),
          site
        ),
      document: (guide, options) => toDocument(inHtml({ ...guide, faq: [] }), options),
    };
  });
  return renderer;
};
