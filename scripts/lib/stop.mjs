/** Something that the person at the keyboard can put right: a sentence, and no stack trace. */
export class Stop extends Error {}

/** Runs a script, and turns a {@link Stop} into its sentence and exit code 1. */
export const runScript = async (script) => {
  try {
    await script();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  }
};
