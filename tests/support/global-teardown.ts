import { rmSync } from 'node:fs';
import { dropDatabases } from './databases';
import { runFolder } from './run-folder';

/** Deletes what tests share, and the remains of failed tests. */
export default async (): Promise<void> => {
  await dropDatabases();
  rmSync(runFolder(), { recursive: true, force: true });
};
