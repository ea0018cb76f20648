import type { TextFormat, TextOf } from './responses';
import type { Guide } from './guide';

export interface FollowOptions<Format extends TextFormat> {
  /** Where editors work, such as `https://cms.example.org`. Messages of other origins are ignored. */
  admin: string;
  /** How rich text comes: as Strapi's blocks, unless it says `html` or `markdown`. */
  format?: Format;
}

/** What the admin panel sends beside the plugin's own message: the document was saved or published. */
const SAVED = 'strapiUpdate';

/**
 * Receives a draft as it is typed, in a page that the admin panel shows in a frame. For browsers. What it receives has
 * not been saved, and is given as it comes: show it to nobody else.
 *
 * @param show is called after each pause in typing, and with undefined when something was saved: read the draft again
 * @returns ends it
 */
export const followDraft = <Format extends TextFormat = 'blocks'>(
  { admin, format }: FollowOptions<Format>,
  show: (guide: Guide<TextOf<Format>> | undefined) => void
): (() => void) => {
  const { origin } = new URL(admin);
  const receive = (event: MessageEvent<unknown>): void => {
    if (event.origin !== origin || event.source !== window.parent) return;
    const { type, guide } = (event.data ?? {}) as { type?: unknown; guide?: Guide<TextOf<Format>> };
    if (type === 'career-field:draft' && guide) show(guide);
    else if (type === SAVED) show(undefined);
  };
  window.addEventListener('message', receive);
  if (window.parent !== window) {
    window.parent.postMessage({ type: 'career-field:ready', format: format ?? 'blocks' }, origin);
  }
  return () => window.removeEventListener('message', receive);
};
