import { readArguments } from './arguments';
import { describeFaults } from './describe-fault';
import { asError, describeError, errorAsJson, exitCodeOf, faultsOf } from './errors';
import { stopOnSignal } from './interrupt';
import { takeOutput } from './output';
import { createProgress } from './progress';
import { asJson, runRequest } from './run-request';

const main = async (): Promise<number> => {
  const print = takeOutput();
  const progress = createProgress(process.stderr);
  const argv = process.argv.slice(2);

  const fail = async (thrown: unknown): Promise<number> => {
    const error = asError(thrown);
    progress.finish();
    const lines = [describeError(error), ...describeFaults(faultsOf(error) ?? [])];
    process.stderr.write(`${lines.join('\n')}\n`);
    // Also for a command line that could not be read: whoever typed --json reads JSON.
    if (argv.includes('--json')) await print(asJson(errorAsJson(error)));
    return exitCodeOf(error);
  };

  try {
    const request = readArguments(argv);
    if ('text' in request) {
      await print(request.text);
      return 0;
    }
    stopOnSignal(request.command, (message) => {
      progress.finish();
      process.stderr.write(`\n${message}\n`);
    });
    return await runRequest(request, print, progress);
  } catch (thrown) {
    return fail(thrown);
  }
};

// Deprecation warnings of libraries, such as pg's, are for developers, who ask for them with --trace-deprecation. This is
// the command's own process; that of the site goes on warning.
if (!process.traceDeprecation && !process.throwDeprecation) process.noDeprecation = true;

// A site may leave something open that would keep the process alive.
main().then((exitCode) => process.exit(exitCode));
