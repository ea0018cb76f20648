import { readArguments } from './arguments';
import { describeIssues } from './describe-issue';
import { asError, describeError, errorAsJson, exitCodeOf, issuesOf } from './errors';
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
    const lines = [describeError(error), ...describeIssues(issuesOf(error) ?? [])];
    process.stderr.write(`${lines.join('\n')}\n`);
    // Also for a command line that cannot be parsed.
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

// Deprecation warnings of libraries, such as pg's, are for developers, who can see them with --trace-deprecation. This only
// affects the process of the command.
if (!process.traceDeprecation && !process.throwDeprecation) process.noDeprecation = true;

// A handle that the site leaves open would keep the process alive.
main().then((exitCode) => process.exit(exitCode));
