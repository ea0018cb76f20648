import { ask } from './ask';
import type { Context, Outcome } from './command';
import { describeCounts } from './describe-others';
import { describeUninstall } from './describe-uninstall';
import { UsageError } from './errors';

const WORD = 'delete';

/**
 * @throws UsageError without a confirmation
 */
const confirm = async (seeding: Context['seeding']): Promise<void> => {
  const { documents, references } = await seeding.uninstall({ dropData: false });
  // Deleting is refused in any case.
  if (references.length > 0) return;
  const prompt = `This permanently deletes ${describeCounts(documents)}. Type "${WORD}" to confirm:`;
  if ((await ask(prompt)) !== WORD) {
    throw new UsageError(`Nothing was deleted: the confirmation was not "${WORD}".`);
  }
};

/** Deletes the data of the plugin after a confirmation; without --drop-data, shows what would be deleted. */
export const uninstall = async ({ seeding, request: { options } }: Context): Promise<Outcome> => {
  const dropData = options.dropData === true;
  if (dropData && !options.yes) await confirm(seeding);
  const report = await seeding.uninstall({ dropData });
  return { report, lines: describeUninstall(report), exitCode: 0 };
};
