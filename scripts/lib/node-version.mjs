import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { Stop } from './stop.mjs';

/** The parts that count: a bound like `26.x.x` allows every 26. */
const parts = (version) =>
  version
    .replace(/^v/, '')
    .split('.')
    .filter((part) => part !== 'x')
    .map(Number);

/** Below 0, 0 or above 0 as `version` is lower than, within or higher than `bound`. */
const compare = (version, bound) => {
  const [left, right] = [parts(version), parts(bound)];
  const place = right.findIndex((part, index) => part !== left[index]);
  return place === -1 ? 0 : left[place] - right[place];
};

/**
 * Whether a Node is one that the project runs on.
 *
 * @param version such as `v20.20.2`
 * @param range the form that package.json uses: `>=20.12.0 <=26.x.x`
 */
export const isSupported = (version, range) => {
  const [, lowest, highest] = /^>=(\S+) <=(\S+)$/.exec(range);
  return compare(version, lowest) >= 0 && compare(version, highest) <= 0;
};

/** Before anything is installed, because packages built for the wrong Node fail in ways that nobody understands. */
export const checkNodeVersion = () => {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  if (isSupported(process.version, engines.node)) return;
  throw new Stop(`This is Node ${process.version}, but Strapi and this project need ${engines.node}.`);
};
