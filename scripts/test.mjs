// Runs every suite: `npm test`, or some of them: `npm test -- unit api --database postgres`.
import { ensurePanel, ensurePlugin } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runJest } from './lib/jest-run.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { runScript } from './lib/stop.mjs';
import { readTestArguments } from './lib/test-arguments.mjs';
import { planTests } from './lib/test-plan.mjs';

/** At home a machine may lack a browser or a server. Where the project is judged, it may not. */
const isStrict = process.env.CI === 'true';

/** @returns whatever jest counts, and for a run that cannot be made one skipped, or one failed where that is strict */
const runOrSkip = async (run) => {
  console.log(`\n── ${run.title}`);
  if (!run.lack) return runJest(run);
  console.log(`${isStrict ? 'FAILED' : 'SKIPPED'} ${run.title}: ${run.lack.reason}. ${run.lack.remedy}`);
  return { passed: 0, failed: isStrict ? 1 : 0, skipped: isStrict ? 0 : 1 };
};

const sentence = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

await runScript(async () => {
  checkNodeVersion();
  const chosen = readTestArguments(process.argv.slice(2));
  await ensureInstalled();
  if (chosen.suites.some((suite) => suite !== 'unit')) await ensurePlugin();
  if (chosen.suites.some((suite) => ['install', 'browser'].includes(suite))) await ensurePanel();

  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  for (const run of await planTests(chosen)) {
    const started = Date.now();
    const counts = await runOrSkip(run);
    for (const kind of Object.keys(total)) total[kind] += counts[kind];
    lines.push(`${run.title}: ${sentence(counts)} (${Math.round((Date.now() - started) / 1000)} s)`);
    if (run.lack) lines.push(`  ${run.lack.reason}. ${run.lack.remedy}`);
  }
  console.log(`\n${lines.join('\n')}\n\n${sentence(total)}`);
  process.exit(total.failed > 0 ? 1 : 0);
});
