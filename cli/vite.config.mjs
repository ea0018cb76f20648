import { defineConfig } from 'vite';

/** The manifest is read when the command runs: a release may change the version after the build. */
const manifestOutside = {
  name: 'manifest-outside',
  enforce: 'pre',
  // As seen from dist/cli/index.js.
  resolveId: (id) => (id === '../package.json' ? { id: '../../package.json', external: true } : null),
};

// For Node, so that packages are required where they are installed; the types of the server leave nothing behind.
export default defineConfig({
  plugins: [manifestOutside],
  build: {
    ssr: 'cli/index.ts',
    outDir: 'dist/cli',
    target: 'node20',
    rollupOptions: { output: { format: 'cjs' } },
  },
});
