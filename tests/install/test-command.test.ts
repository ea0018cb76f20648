import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, startProgram } from '../support/child-process';

/** Calls a function of scripts/lib in a Node of its own, as the scripts do: before anything is installed. */
const call = (file: string, name: string, ...values: unknown[]): unknown => {
  const address = pathToFileURL(path.join(ROOT, 'scripts/lib', file)).href;
  const program = `import(${JSON.stringify(address)}).then(async (module) => {
    console.log(JSON.stringify((await module[${JSON.stringify(name)}](...${JSON.stringify(values)})) ?? null));
  })`;
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
};

it.each([
  [['unit', 'integration'], '"integration" is not a suite; there are unit, api, install, browser.'],
  [['--database', 'oracle'], '"oracle" is not a database; there are sqlite, postgres, mysql.'],
  [['--watch'], '--watch needs the suite unit, and no other.'],
  [['unit', 'api', '--watch'], '--watch needs the suite unit, and no other.'],
  [['api', '--database'], 'a database is missing; there are sqlite, postgres, mysql.'],
])('refuses %j with a sentence', async (args, sentence) => {
  const program = startProgram(process.execPath, ['scripts/test.mjs', ...args], { cwd: ROOT });
  expect(await program.exitCode).toBe(1);
  expect(program.output()).toContain(`Here ${sentence}`);
});

it.each([
  [[], ['unit', 'api', 'install', 'browser'], ['sqlite', 'postgres', 'mysql'], false],
  [['api', 'unit', '--database', 'mysql'], ['unit', 'api'], ['mysql'], false],
  [['unit', '--watch'], ['unit'], ['sqlite', 'postgres', 'mysql'], true],
])('reads %j', (args, suites, databases, watch) => {
  expect(call('test-arguments.mjs', 'readTestArguments', args)).toEqual({ suites, databases, watch });
});

it('runs the longest first, each run once', () => {
  const databases = ['sqlite', 'postgres', 'mysql'];
  const runs = [
    ...['unit', 'install', 'browser'].map((suite) => ({ suite })),
    ...databases.map((database) => ({ suite: 'api', database })),
  ];
  const order = call('test-plan.mjs', 'longestFirst', runs) as { suite: string; database?: string }[];
  expect(order.map(({ suite, database }) => `${suite} ${database ?? ''}`.trim())).toEqual([
    'api sqlite',
    'api mysql',
    'browser',
    'api postgres',
    'install',
    'unit',
  ]);
});

it.each([
  ['v20.12.0', true],
  ['v20.11.1', false],
  ['v18.20.0', false],
  ['v22.1.0', true],
  ['v26.9.9', true],
  ['v27.0.0', false],
])('knows whether Node %s will do', (version, isSupported) => {
  expect(call('node-version.mjs', 'isSupported', version, '>=20.12.0 <=26.x.x')).toBe(isSupported);
});

const RESULT = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 0,
};

it.each([
  ['a good run', RESULT, 0, { passed: 5, failed: 0, skipped: 2 }],
  ['failed tests', { ...RESULT, numFailedTests: 2 }, 1, { passed: 5, failed: 2, skipped: 2 }],
  [
    'a file that does not load',
    { ...RESULT, numRuntimeErrorTestSuites: 1 },
    1,
    { passed: 5, failed: 1, skipped: 2 },
  ],
  ['a bad end after good tests', RESULT, 1, { passed: 5, failed: 1, skipped: 2 }],
  ['a crash', null, null, { passed: 0, failed: 1, skipped: 0 }],
])('counts %s', (_, result, exitCode, counts) => {
  expect(call('jest-run.mjs', 'countTests', result, exitCode)).toEqual(counts);
});
