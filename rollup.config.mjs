import { dts } from 'rollup-plugin-dts';

/**
 * The declarations of an entry point, one file for each kind of module, which TypeScript finds beside the code: Node reads
 * `.d.ts` as CommonJS, and `.d.mts` as an ECMAScript module. They say what Strapi calls, and nothing of what is inside.
 */
const declarationsOf = (half) => ({
  input: `${half}/src/index.ts`,
  output: [{ file: `dist/${half}/index.d.ts` }, { file: `dist/${half}/index.d.mts` }],
  plugins: [dts({ tsconfig: `${half}/tsconfig.json` })],
});

export default [declarationsOf('server'), declarationsOf('admin')];
