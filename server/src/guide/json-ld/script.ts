import type { JsonLd } from '../types';

/** What would end a `<script>` in HTML, open a comment in it, or end a line in older JavaScript. */
const ESCAPED = /[<>&\u2028\u2029]/g;

/**
 * JSON-LD as the text between `<script type="application/ld+json">` and `</script>`. It parses to the same data;
 * nothing in it can end the element or begin a comment, whatever the texts of the guide say.
 */
export const jsonLdScript = (jsonLd: JsonLd): string =>
  JSON.stringify(jsonLd).replace(ESCAPED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
