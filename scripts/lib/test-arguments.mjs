import { Stop } from './stop.mjs';

export const SUITES = ['unit', 'api', 'install', 'browser'];
export const DATABASES = ['sqlite', 'postgres', 'mysql'];

const USAGE = `npm test -- [${SUITES.join('] [')}] [--database ${DATABASES.join('|')}]\nnpm test -- unit --watch`;

const known = (kind, names, name) => {
  if (names.includes(name)) return name;
  const what = name === undefined ? `a ${kind} is missing` : `"${name}" is not a ${kind}`;
  throw new Stop(`${USAGE}\n\nHere ${what}; there are ${names.join(', ')}.`);
};

/**
 * Reads which suites to run, and on which databases: all of them if none is named. With `--watch`, the tests that a
 * change concerns run after each change; only unit tests run on the sources, and so need no build.
 *
 * @throws Stop with the usage
 */
export const readTestArguments = (args) => {
  const suites = new Set();
  const databases = new Set();
  let watch = false;
  const rest = args.values();
  for (const argument of rest) {
    if (argument === '--watch') watch = true;
    else if (argument === '--database') databases.add(known('database', DATABASES, rest.next().value));
    else suites.add(known('suite', SUITES, argument));
  }
  if (watch && [...suites].join() !== 'unit') {
    throw new Stop(`${USAGE}\n\nHere --watch needs the suite unit, and no other.`);
  }
  const chosen = (names, all) => all.filter((name) => names.size === 0 || names.has(name));
  return { suites: chosen(suites, SUITES), databases: chosen(databases, DATABASES), watch };
};
