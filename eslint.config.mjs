import prettier from 'eslint-config-prettier';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import js from '@eslint/js';

/** Written by `npm run schema`. */
const GENERATED = ['client/src/guide.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/.tmp/',
      '**/.astro/',
      'playground/.strapi/',
      'playground/build/',
      'playground/types/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Said with a reason where it stands: lengths and maps that the line before has just filled.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    // Product code that one reads without scrolling back; blank lines and comments count.
    files: ['{server,admin,client}/src/**/*.{ts,tsx}', 'cli/**/*.ts', 'content-types/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test.tsx', ...GENERATED],
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 80],
    },
  },
  {
    // The site's classes, whatever the package manager has put where.
    files: ['server/src/**/*.ts', 'content-types/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@strapi/utils',
              allowTypeImports: true,
              message: "Import the value from 'server/src/strapi-internals/host-utils'.",
            },
          ],
        },
      ],
    },
  },
  {
    // The command runs the copy of the plugin that the site has.
    files: ['cli/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              // The list of formats is data, from which the command line derives its help.
              regex: '^(\\.\\./)+(admin|client|content-types|server|texts)/(?!src/import/formats$)',
              allowTypeImports: true,
              message: "Import types only, and call the site's plugin through its services.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { globals: globals.node, sourceType: 'commonjs' },
  },
  {
    // Strapi bundles the panel's part of a site, which is a module.
    files: ['playground/src/admin/**/*.js'],
    languageOptions: { sourceType: 'module' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
  prettier
);
