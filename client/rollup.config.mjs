import { dts } from 'rollup-plugin-dts';

// One declaration for each kind of module: Node reads `.d.ts` as CommonJS, and `.d.mts` as an ECMAScript module. The
// types of guides, which belong to the server, become part of it.
export default {
  input: 'src/index.ts',
  output: [{ file: 'dist/index.d.ts' }, { file: 'dist/index.d.mts' }],
  plugins: [dts()],
};
