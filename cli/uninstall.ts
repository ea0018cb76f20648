import { ask } from './ask';
import type { Context, Outcome } from './command';
import { describeCounts } from './describe-others';
import { describeUninstall } from './describe-uninstall';
import { UsageError } from './errors';

const WORD = 'delete';

/**
 * @throws UsageError when the answer is anything but the word
 */
const confirm = async (seeding: Context['seeding']): Promise<void> => {
  const { documents, references } = await seeding.uninstall({ dropData: false });
  // Then it is refused, whatever the answer would be.
  if (references.length > 0) return;
  const question = `This deletes ${describeCounts(documents)} for good. Type the word "${WORD}" to do it:`;
  if ((await ask(question)) !== WORD) {
    throw new UsageError(`Nothing was deleted: the answer was not "${WORD}".`);
  }
};

/** Deletes what the plugin keeps in the database if that is asked for and confirmed, and else says what that would be. */
export const uninstall = async ({ seeding, request: { options } }: Context): Promise<Outcome> => {
  const dropData = options.dropData === true;
  if (dropData && !options.yes) await confirm(seeding);
  const report = await seeding.uninstall({ dropData });
  return { report, lines: describeUninstall(report), exitCode: 0 };
};
