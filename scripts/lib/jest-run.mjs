import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS, ROOT, SCRATCH } from './paths.mjs';

/** A run that takes longer hangs: a Strapi that was not stopped keeps jest from ending. */
const LIMIT = 20 * 60_000;

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

/**
 * Runs one suite of jest and shows what it prints.
 *
 * @param run `suite`, and `database` for those that need one
 */
export const runJest = async ({ suite, database }) => {
  const outputFile = path.join(SCRATCH, `jest-${database ? `${suite}-${database}` : suite}.json`);
  mkdirSync(SCRATCH, { recursive: true });
  rmSync(outputFile, { force: true });
  const exitCode = await new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      // Silent, because the database driver prints a paragraph for every table on MySQL.
      [COMMANDS.jest, '--selectProjects', suite, '--silent', '--json', '--outputFile', outputFile],
      {
        cwd: ROOT,
        stdio: 'inherit',
        timeout: LIMIT,
        env: {
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
        },
      }
    );
    child.on('error', () => resolve(undefined));
    child.on('close', resolve);
  });
  return countTests(read(outputFile), exitCode);
};
