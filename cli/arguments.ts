import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { UsageError } from './errors';
import { FORMAT_OPTIONS, FORMATS, type FormatName, type FormatOptions } from '../server/src/import/formats';
import {
  ABOUT,
  COMMANDS,
  OPTIONS,
  type CommandHelp,
  type CommandName,
  type OptionHelp,
  type OptionName,
} from './help';

/** A parsed command line. */
export interface Request {
  command: CommandName;
  /** As typed. */
  path?: string;
  options: Options;
}

interface Options extends FormatOptions {
  json?: boolean;
  dryRun?: boolean;
  force?: boolean;
  bulk?: boolean;
  locale?: string[];
  only?: string[];
  format?: FormatName;
  dropData?: boolean;
  yes?: boolean;
  site?: boolean;
}

/**
 * Collects the values of an option that can be repeated, and take a list with commas.
 *
 * @throws InvalidArgumentError for an empty value: `--only "$KEY"` without a KEY must not mean everything
 */
const collect = (value: string, before: string[] = []): string[] => {
  const entries = value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length === 0) throw new InvalidArgumentError('The value is empty.');
  return [...before, ...entries];
};

const createOption = (name: OptionName): Option => {
  const { flags, help, isList, choices }: OptionHelp = OPTIONS[name];
  const option = new Option(flags, help);
  if (isList) option.argParser(collect);
  if (choices) option.choices([...choices]);
  return option;
};

const isCommand = (name: string | undefined): name is CommandName =>
  name !== undefined && Object.hasOwn(COMMANDS, name);

/** Turns a message of commander into a sentence. */
const asSentence = (message: string): string => {
  const sentence = message
    .replace(/^error: (.)/, (_, letter) => letter.toUpperCase())
    .replace(/\n\((Did .*)\)$/, '. $1');
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
};

/**
 * @throws UsageError where an option lacks the one that it depends on
 */
const checkTogether = ({ options }: Request): void => {
  const { format = FORMATS[0].name } = options;
  for (const [name, option] of Object.entries(FORMAT_OPTIONS)) {
    if (options[name as keyof FormatOptions] === undefined || format === option.format) continue;
    const [flag] = option.flags.split(' ');
    throw new UsageError(`${flag} only works together with --format ${option.format}.`);
  }
  if (options.yes && !options.dropData) {
    throw new UsageError('--yes only works together with --drop-data.');
  }
};

/**
 * Parses a command line.
 *
 * @param argv without the names of node and of the command
 * @returns the request, or the text of the help or of the version
 * @throws UsageError with the mistake and the command that shows the help
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
    .helpOption('-h, --help', 'shows this help')
    .helpCommand('help [command]', 'shows the help of a command, with examples')
    .exitOverride()
    .configureOutput(output);
  for (const [name, help] of Object.entries<CommandHelp>(COMMANDS)) {
    const { summary, description, argument, options, examples } = help;
    const command = program
      .command(name)
      .summary(summary)
      .description(description)
      .helpOption('-h, --help', 'shows this help')
      .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}\n`)
      .action((...values: unknown[]) => {
        const path = argument ? (values[0] as string | undefined) : undefined;
        request = { command: name as CommandName, path, options: command.opts() };
      });
    if (argument) command.argument(argument.name, argument.help);
    for (const option of options) command.addOption(createOption(option));
  }
  const [first, second] = argv;
  if (first === 'help' && second !== undefined && !isCommand(second)) {
    // commander would print the help of all commands instead of an error.
    throw new UsageError(`Unknown command '${second}'.\nUsage: career-field --help`);
  }
  try {
    // Without a command, commander would treat the help as an error.
    program.parse(argv.length > 0 ? argv : ['--help'], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text };
    const command = isCommand(first) ? `${first} ` : '';
    throw new UsageError(`${asSentence(error.message)}\nUsage: career-field ${command}--help`);
  }
  if (!request) return { text };
  checkTogether(request);
  return request;
};
