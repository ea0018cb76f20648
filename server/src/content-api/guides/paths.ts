/** Follows the slug of a guide in the path of its Markdown document. */
export const PAGE_SUFFIX = '/markdown';

export const LIST_PATH = '/guides';

export const GUIDE_PATH = `${LIST_PATH}/:slug`;

export const PAGE_PATH = `${GUIDE_PATH}${PAGE_SUFFIX}`;
