import type { Nodes } from './nodes';

/** Rich text that is Markdown already. */
export const written = (markdown: string | null): Nodes =>
  markdown ? [{ type: 'verbatim', value: markdown }] : [];
