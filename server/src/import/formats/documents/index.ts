import type { ImportFormat } from '../format';

/** Documents of the plugin's own format: see `docs/document-format.md`. */
export const documents = {
  name: 'documents',
  help: 'YAML or JSON',
  options: {},
  open: async ({ location }) => (await import('./open')).documentFiles(location),
} as const satisfies ImportFormat;
