import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS, ROOT, SCRATCH } from './paths.mjs';

/**
 * A run that takes longer hangs: a Strapi that was not stopped keeps jest from ending. On a busy machine the API suite has
 * taken 20 minutes.
 */
const LIMIT = 40 * 60_000;

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * The numbers of a finished run. A file that cannot be loaded has no tests that could fail, and jest may end badly
 * after the last test: both count as a failure.
 *
 * @param result what jest wrote, undefined if nothing
 */
export const countTests = (result, exitCode) => {
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: exitCode === 0 ? failed : Math.max(failed, 1),
    skipped: result.numPendingTests + result.numTodoTests,
  };
};

const environment = (database) => ({
  ...process.env,
  ...(database ? { DATABASE_CLIENT: database } : {}),
  // The plugin loads packages that are ECMAScript modules, which jest leaves to this switch of Node.
  NODE_OPTIONS: [
    process.env.NODE_OPTIONS,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
  ]
    .filter(Boolean)
    .join(' '),
});

/** Runs the tests of a suite that changed files concern, and again after each change, until the terminal ends it. */
export const watchJest = (suite) =>
  new Promise((resolve) => {
    const args = [COMMANDS.jest, '--selectProjects', suite, '--silent', '--watch'];
    spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: environment() }).on('close', resolve);
  });

/**
 * Runs one suite of jest and shows what it prints: at once when it has the machine for itself, and else when it has
 * ended, because nobody can tell the lines of several runs apart.
 *
 * @param run `title`, `suite`, and `database` for those that need one
 * @param isAlone whether no other suite runs beside it; else it takes one core instead of two
 */
export const runJest = async ({ title, suite, database }, isAlone) => {
  const outputFile = path.join(SCRATCH, `jest-${database ? `${suite}-${database}` : suite}.json`);
  mkdirSync(SCRATCH, { recursive: true });
  rmSync(outputFile, { force: true });
  const heading = `\n── ${title}`;
  console.log(isAlone ? heading : `Running ${title} …`);
  const output = [];
  const exitCode = await new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      // Silent, because what the tested code prints says nothing of the tests.
      [
        ...[COMMANDS.jest, '--selectProjects', suite, '--silent', '--json', '--outputFile', outputFile],
        ...(isAlone ? [] : ['--maxWorkers', '1']),
      ],
      {
        cwd: ROOT,
        stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
        timeout: LIMIT,
        env: environment(database),
      }
    );
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.on('error', () => resolve(undefined));
    child.on('close', resolve);
  });
  if (!isAlone) console.log(`${heading}\n${Buffer.concat(output)}`);
  return countTests(read(outputFile), exitCode);
};
