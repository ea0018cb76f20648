import { Stop } from './stop.mjs';

export const SUITES = ['unit', 'api', 'install', 'browser'];
export const DATABASES = ['sqlite', 'postgres', 'mysql'];

const USAGE = `npm test -- [${SUITES.join('] [')}] [--database ${DATABASES.join('|')}]`;

const known = (kind, names, name) => {
  if (names.includes(name)) return name;
  const what = name === undefined ? `a ${kind} is missing` : `"${name}" is not a ${kind}`;
  throw new Stop(`${USAGE}\n\nHere ${what}; there are ${names.join(', ')}.`);
};

/**
 * Reads which suites to run, and on which databases: all of them if none is named.
 *
 * @throws Stop with the usage
 */
export const readTestArguments = (args) => {
  const suites = new Set();
  const databases = new Set();
  const rest = args.values();
  for (const argument of rest) {
    if (argument === '--database') databases.add(known('database', DATABASES, rest.next().value));
    else suites.add(known('suite', SUITES, argument));
  }
  const chosen = (names, all) => all.filter((name) => names.size === 0 || names.has(name));
  return { suites: chosen(suites, SUITES), databases: chosen(databases, DATABASES) };
};
