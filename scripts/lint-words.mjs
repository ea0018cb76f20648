// Finds phrases of scripts/banned-phrases.json in every file that git tracks: `npm run lint:words [path …]`. With
// `--count`, prints a number per folder instead of each place.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bannedPhrases, findPhrases } from './lib/banned-phrases.mjs';
import { ROOT } from './lib/paths.mjs';

const TEXT = /\.(ts|tsx|js|cjs|mjs|json|md|mdx|astro|css|ya?ml|graphql|sh)$|^\.ci\/run$/;

const args = process.argv.slice(2);
const paths = args.filter((argument) => argument !== '--count');
const { phrases, isExempt } = bannedPhrases();

// `safe.directory`: git otherwise refuses a clone that belongs to another user, as in a container.
const listing = ['-c', 'safe.directory=*', 'ls-files', '--', ...paths];
const files = execFileSync('git', listing, { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => TEXT.test(file) && !file.endsWith('package-lock.json') && !isExempt(file));

const found = files.flatMap((file) => {
  try {
    return findPhrases(readFileSync(path.join(ROOT, file), 'utf8'), phrases).map((hit) => ({ file, ...hit }));
  } catch (error) {
    // Tracked and deleted in the work tree.
    if (error.code === 'ENOENT') return [];
    throw error;
  }
});

/** Two folders deep, which are the modules. */
const moduleOf = (file) => {
  const depth = /^(server|admin|client)\/src\//.test(file) ? 3 : 2;
  return path.dirname(file).split('/').slice(0, depth).join('/');
};

if (args.includes('--count')) {
  const counts = new Map();
  for (const { file } of found) counts.set(moduleOf(file), (counts.get(moduleOf(file)) ?? 0) + 1);
  for (const [module, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${module}`);
} else {
  for (const { file, line, text, but } of found) console.log(`${file}:${line} "${text}": write ${but}`);
}
if (found.length > 0) {
  console.error(`${found.length} banned phrases. Why: scripts/banned-phrases.json`);
  process.exitCode = 1;
}
