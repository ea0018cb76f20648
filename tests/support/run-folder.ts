import path from 'node:path';

const VARIABLE = 'CAREER_FIELD_TEST_RUN';

/** Before the workers of jest start, which inherit it. */
export const nameRun = (): void => {
  process.env[VARIABLE] ??= `${process.pid}-${Date.now()}`;
};

/** The folder of the sites of one run of jest: below the repository, so that they find its packages. */
export const runFolder = (): string =>
  path.resolve(__dirname, '../../.tmp/sites', process.env[VARIABLE] ?? 'without-run');
