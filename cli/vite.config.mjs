import { defineConfig } from 'vite';

/** The manifest is read when the command runs: a release may change the version after the build. */
const manifestOutside = {
  name: 'manifest-outside',
  enforce: 'pre',
  // As seen from dist/cli/index.js.
  resolveId: (id) => (id === '../package.json' ? { id: '../../package.json', external: true } : null),
};

/** The command line describes the formats of files; only the plugin in the site opens them. */
const withoutReaders = {
  name: 'without-readers',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === './open' && importer?.includes('/import/formats/') ? '\0without-reader' : null,
  load: (id) => (id === '\0without-reader' ? 'export {};' : null),
};

// For Node, so that packages are required where they are installed; the types of the server leave nothing behind.
export default defineConfig({
  plugins: [manifestOutside, withoutReaders],
  build: {
    ssr: 'cli/index.ts',
    outDir: 'dist/cli',
    target: 'node20',
    rollupOptions: { output: { format: 'cjs', inlineDynamicImports: true } },
  },
});
