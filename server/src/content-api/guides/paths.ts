/** Of a guide as a document in Markdown, below the guide's own address. */
export const PAGE_BELOW = '/markdown';

export const PAGE_PATH = `/guides/:slug${PAGE_BELOW}`;
