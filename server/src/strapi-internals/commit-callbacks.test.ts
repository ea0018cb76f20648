import type { Core } from '@strapi/strapi';
import { catchFailedCommitCallbacks } from './commit-callbacks';

type Callback = () => unknown;

/** As much of Strapi as hands out `onCommit`, and what was registered there and logged. */
const createDatabase = () => {
  const registered: Callback[] = [];
  const logged: string[] = [];
  const strapi = {
    log: { error: (message: string) => logged.push(message) },
    db: {
      transaction: (run?: (parameters: { onCommit: (callback: Callback) => void }) => unknown) =>
        run?.({ onCommit: (callback) => registered.push(callback) }),
    },
  };
  return { strapi, registered, logged };
};

it('logs what fails after the commit of a write of the plugin, and leaves it to nobody else', async () => {
  const { strapi, registered, logged } = createDatabase();
  catchFailedCommitCallbacks(strapi as unknown as Core.Strapi, () => true);
  strapi.db.transaction(({ onCommit }) => onCommit(() => Promise.reject(new Error('The row was deleted'))));
  await registered[0]!();
  await new Promise(setImmediate);
  expect(logged).toEqual([expect.stringContaining('The row was deleted')]);
});

it('leaves the callbacks of other writes as they are', async () => {
  const { strapi, registered, logged } = createDatabase();
  catchFailedCommitCallbacks(strapi as unknown as Core.Strapi, () => false);
  strapi.db.transaction(({ onCommit }) => onCommit(() => Promise.reject(new Error('Of the site'))));
  await expect(registered[0]!()).rejects.toThrow('Of the site');
  expect(logged).toEqual([]);
});
