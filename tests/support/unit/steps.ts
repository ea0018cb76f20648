import { Session, type Profiler } from 'node:inspector';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');

/**
 * Counting starts when this file is imported and ends with the tests of the file that imports it: V8 counts nothing
 * inside a function that was first called before.
 */
const session = new Session();
session.connect();
// The methods of this session call back before `post` returns.
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

afterAll(() => {
  session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
});

/** The counts since the last call. */
const takeCounts = (): Profiler.ScriptCoverage[] => {
  let scripts: Profiler.ScriptCoverage[] = [];
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error) throw error;
    scripts = result;
  });
  return scripts;
};

/**
 * Counts how often the blocks of the project's code and of its packages are run: a measure of work that does not depend
 * on the machine or on what else it does. What native code does in one call, such as a regular expression, counts as
 * nothing.
 *
 * @param run the work; it must be done when it returns
 * @returns the sum of all runs of all blocks (V8's precise coverage)
 */
export const stepsOf = (run: () => void): number => {
  takeCounts();
  run();
  return takeCounts()
    .filter(({ url }) => url.includes(ROOT))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
};
