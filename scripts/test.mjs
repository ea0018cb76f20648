// Runs every suite: `npm test`, or some of them: `npm test -- unit api --database postgres`. While one works:
// `npm test -- unit --watch`.
import { ensurePanel, ensurePlugin } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runJest, watchJest } from './lib/jest-run.mjs';
import { laneCount, workInLanes } from './lib/lanes.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { runScript } from './lib/stop.mjs';
import { readTestArguments } from './lib/test-arguments.mjs';
import { longestFirst, planTests } from './lib/test-plan.mjs';

/** At home a machine may lack a browser or a server. Where the project is judged, it may not. */
const isStrict = process.env.CI === 'true';

/** They begin after the build of the admin panel. */
const NEED_PANEL = ['install', 'browser'];

/** @returns whatever jest counts, and for a run that cannot be made one skipped, or one failed where that is strict */
const runOrSkip = async (run, isAlone) => {
  if (!run.lack) return runJest(run, isAlone);
  const word = isStrict ? 'FAILED' : 'SKIPPED';
  console.log(`\n── ${run.title}\n${word} ${run.title}: ${run.lack.reason}. ${run.lack.remedy}`);
  return { passed: 0, failed: isStrict ? 1 : 0, skipped: isStrict ? 0 : 1 };
};

const sentence = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

await runScript(async () => {
  checkNodeVersion();
  const chosen = readTestArguments(process.argv.slice(2));
  await ensureInstalled();
  if (chosen.watch) process.exit(await watchJest('unit'));
  if (chosen.suites.some((suite) => suite !== 'unit')) await ensurePlugin();

  const runs = await planTests(chosen);
  const needsPanel = runs.some(({ suite }) => NEED_PANEL.includes(suite));
  const lanes = Math.min(laneCount(), runs.length);
  const results = new Map();
  let panel;
  const buildPanel = () => (panel = ensurePanel());
  const test = async (run) => {
    if (NEED_PANEL.includes(run.suite)) await panel;
    const started = Date.now();
    const counts = await runOrSkip(run, lanes === 1);
    results.set(run, { counts, seconds: Math.round((Date.now() - started) / 1000) });
  };
  const jobs = longestFirst(runs).map((run) => () => test(run));
  await workInLanes([...(needsPanel ? [buildPanel] : []), ...jobs], lanes, (job) => job());

  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  for (const run of runs) {
    const { counts, seconds } = results.get(run);
    for (const kind of Object.keys(total)) total[kind] += counts[kind];
    lines.push(`${run.title}: ${sentence(counts)} (${seconds} s)`);
    if (run.lack) lines.push(`  ${run.lack.reason}. ${run.lack.remedy}`);
  }
  console.log(`\n${lines.join('\n')}\n\n${sentence(total)}`);
  process.exit(total.failed > 0 ? 1 : 0);
});
