// Runs the property tests, and the one that kills imports, with the full number of cases, which takes long: `npm run
// test:property`. The suites run them with a few. `DATABASE_CLIENT` chooses the database, as for the suite `api`.
import { spawn } from 'node:child_process';
import { ensurePlugin } from './lib/build.mjs';
import { COMMANDS, ROOT } from './lib/paths.mjs';
import { runScript } from './lib/stop.mjs';

/** The number of cases of each test, by the variable that it reads. */
const FULL = {
  BULK_KILL_TIMES: '10',
  CATEGORY_CYCLE_ROUNDS: '100',
  FIGURE_GUIDES: '1000',
  HOSTILE_THOUSANDS: '50',
  KILL_TIMES: '50',
  PARITY_EDITS: '5000',
  PLAN_RUNS: '100',
  QUERY_RUNS: '2000',
  RACE_ROUNDS: '200',
  RUNS: '1000',
  SHARED_RELATIONS_MODEL_RUNS: '10000',
  SHARED_RELATIONS_RUNS: '300',
};

await runScript(async () => {
  await ensurePlugin();
  const child = spawn(
    process.execPath,
    [
      COMMANDS.jest,
      '--selectProjects',
      'unit',
      'api',
      'install',
      '--runInBand',
      '--testPathPattern',
      String.raw`(\.property|category-cycles|kill)\.test\.ts$`,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...FULL,
        ...process.env,
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
  const [code] = await new Promise((resolve) => child.once('exit', (...args) => resolve(args)));
  process.exit(code ?? 1);
});
