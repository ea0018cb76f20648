import { createRequire } from 'node:module';
import { transformFileSync } from '@swc/core';

const require = createRequire(import.meta.url);

/** How jest reads the sources, too; see jest.config.js. */
const OPTIONS = {
  module: { type: 'commonjs', ignoreDynamic: true },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
};

/**
 * Loads one of the server's source files, and what it imports, without a build.
 *
 * @param file an absolute path
 */
export const loadTypeScript = (file) => {
  require.extensions['.ts'] ??= (module, name) =>
    module._compile(transformFileSync(name, OPTIONS).code, name);
  return require(file);
};
