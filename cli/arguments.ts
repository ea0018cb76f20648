import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { UsageError } from './errors';
import { ABOUT, COMMANDS, OPTIONS, type CommandName, type OptionName } from './help';

/** What was asked for. */
export interface Request {
  command: CommandName;
  /** As typed. */
  path?: string;
  options: Options;
}

interface Options {
  json?: boolean;
  dryRun?: boolean;
  force?: boolean;
  bulk?: boolean;
  locale?: string[];
  only?: string[];
  format?: 'documents' | 'esco';
  escoVersion?: string;
  escoTitleForm?: 'both' | 'neutral' | 'first';
  dropData?: boolean;
  yes?: boolean;
  site?: boolean;
}

/**
 * What was typed after an option that may stand more than once, and may be a list with commas.
 *
 * @throws InvalidArgumentError where there is nothing: `--only "$KEY"` without a KEY must not mean everything
 */
const collect = (value: string, before: string[] = []): string[] => {
  const entries = value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length === 0) throw new InvalidArgumentError('It names nothing.');
  return [...before, ...entries];
};

const createOption = (name: OptionName): Option => {
  const { flags, help, isList, choices } = OPTIONS[name];
  const option = new Option(flags, help);
  if (isList) option.argParser(collect);
  if (choices) option.choices(choices);
  return option;
};

/** commander's sentences begin like those of a compiler, and have no end. */
const asSentence = (message: string): string => {
  const sentence = message
    .replace(/^error: (.)/, (_, letter) => letter.toUpperCase())
    .replace(/\n\((Did .*)\)$/, '. $1');
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
};

/**
 * @throws UsageError where options contradict each other
 */
const checkTogether = ({ options }: Request): void => {
  if (options.escoVersion && options.format !== 'esco') {
    throw new UsageError('--esco-version says which version of ESCO a file is from; it needs --format esco.');
  }
  if (options.escoTitleForm && options.format !== 'esco') {
    throw new UsageError('--esco-title-form says how occupations of ESCO are named; it needs --format esco.');
  }
  if (options.yes && !options.dropData) {
    throw new UsageError('--yes answers the question of --drop-data, and is nothing without it.');
  }
};

/**
 * Reads a command line.
 *
 * @param argv without the names of node and of the command
 * @returns the text is help or the version, which is all that was asked for
 * @throws UsageError with what is wrong and where the help is
 */
export const readArguments = (argv: string[]): Request | { text: string } => {
  let request: Request | undefined;
  let text = '';
  const output = { writeOut: (part: string) => void (text += part), outputError: () => {} };
  const program = new Command('career-field')
    .description(ABOUT.description)
    .usage('<command> [options]')
    .addHelpText('after', ABOUT.after)
    .version(version, '--version', 'shows the version')
    .helpOption('-h, --help', 'shows this')
    .helpCommand('help [command]', 'shows what a command does, with examples')
    .exitOverride()
    .configureOutput(output);
  for (const [name, { summary, description, argument, options, examples }] of COMMANDS) {
    const command = program
      .command(name)
      .summary(summary)
      .description(description)
      .helpOption('-h, --help', 'shows this')
      .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}\n`)
      .action((...values: unknown[]) => {
        const path = argument ? (values[0] as string | undefined) : undefined;
        request = { command: name, ...(path === undefined ? {} : { path }), options: command.opts() };
      });
    if (argument) command.argument(argument.name, argument.help);
    for (const option of options) command.addOption(createOption(option));
  }
  const [first, second] = argv;
  if (first === 'help' && second !== undefined && !COMMANDS.some(([name]) => name === second)) {
    // commander would show the help of all commands on the error output, and no sentence.
    throw new UsageError(`Unknown command '${second}'.\nHow it is used: career-field --help`);
  }
  try {
    // Without a command, commander would take the help for an error.
    program.parse(argv.length > 0 ? argv : ['--help'], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text };
    const command = COMMANDS.some(([name]) => name === argv[0]) ? `${argv[0]} ` : '';
    throw new UsageError(`${asSentence(error.message)}\nHow it is used: career-field ${command}--help`);
  }
  if (!request) return { text };
  checkTogether(request);
  return request;
};
