import { rmSync } from 'node:fs';
import { dropDatabases } from './databases';
import { runFolder } from './run-folder';

/** Takes away what tests share, and what those that failed have left. */
export default async (): Promise<void> => {
  await dropDatabases();
  rmSync(runFolder(), { recursive: true, force: true });
};
