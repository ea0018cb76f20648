/** JSON for a `<script>`, which nothing in it can end: no `<` is left. */
export const jsonForScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
