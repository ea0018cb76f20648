import { defineConfig } from 'vite';

// The same tool as builds the plugin, which gives both kinds of module from one source.
export default defineConfig({
  build: {
    target: 'es2022',
    minify: false,
    lib: {
      entry: 'src/index.ts',
      formats: ['es', 'cjs'],
      fileName: (format) => (format === 'es' ? 'index.mjs' : 'index.js'),
    },
  },
});
