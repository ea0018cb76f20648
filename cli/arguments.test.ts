import { readArguments } from './arguments';
import { COMMANDS } from './help';
import { FORMATS } from '../server/src/import/formats';
import { version } from '../package.json';

const text = (...argv: string[]): string => (readArguments(argv) as { text: string }).text;

describe('a command line', () => {
  it('is a command, a path and options', () => {
    expect(readArguments(['import', 'guides', '--dry-run', '--force', '--bulk', '--json'])).toEqual({
      command: 'import',
      path: 'guides',
      options: { dryRun: true, force: true, bulk: true, json: true },
    });
  });

  it('may leave out what it does not need', () => {
    expect(readArguments(['seed'])).toEqual({ command: 'seed', options: {} });
    expect(readArguments(['status', '--json'])).toEqual({ command: 'status', options: { json: true } });
  });

  it('takes languages and keys one by one and as a list', () => {
    const argv = ['seed', '--locale', 'de, en', '--locale', 'fr', '--only', 'backend', '--only', 'skill:php'];
    expect(readArguments(argv)).toEqual({
      command: 'seed',
      options: { locale: ['de', 'en', 'fr'], only: ['backend', 'skill:php'] },
    });
  });

  it.each([
    [['sed'], "Unknown command 'sed'. Did you mean seed?\nUsage: career-field --help"],
    [
      ['seed', '--dryrun'],
      "Unknown option '--dryrun'. Did you mean --dry-run?\nUsage: career-field seed --help",
    ],
    [['import'], "Missing required argument 'path'.\nUsage: career-field import --help"],
    [['seed', 'a', 'b'], "Too many arguments for 'seed'. Expected 1 argument but got 2.\n"],
    [['help', 'sed'], "Unknown command 'sed'.\nUsage: career-field --help"],
    [
      ['seed', '--force', '--only', ''],
      "Option '--only <key>' argument '' is invalid. The value is empty.\n",
    ],
    [
      ['seed', '--locale', ' , '],
      "Option '--locale <code>' argument ' , ' is invalid. The value is empty.\n",
    ],
    [['seed', '--locale'], "Option '--locale <code>' argument missing.\n"],
    [
      ['import', 'a', '--format', 'csv'],
      `Allowed choices are ${FORMATS.map(({ name }) => name).join(', ')}.\n`,
    ],
    [['status', '--force'], "Unknown option '--force'.\n"],
    [['import', 'a', '--esco-version', '1.2.0'], '--esco-version only works together with --format esco.'],
    [['uninstall', '--yes'], '--yes only works together with --drop-data.'],
  ])('%j is refused in a sentence', (argv, sentence) => {
    let error: Error | undefined;
    try {
      readArguments(argv);
    } catch (thrown) {
      error = thrown as Error;
    }
    expect(error).toMatchObject({ name: 'UsageError', message: expect.stringContaining(sentence) });
  });
});

describe('the help', () => {
  it('names every command, with examples and the exit codes', () => {
    for (const help of [text(), text('--help'), text('help')]) {
      for (const name of Object.keys(COMMANDS)) expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
      expect(help).toContain('career-field seed --dry-run');
      expect(help).toContain('Exit code: 0 success, 1 ');
    }
  });

  it.each(Object.keys(COMMANDS))('explains %s with examples that can be typed', (name) => {
    const help = text('help', name);
    expect(text(name, '--help')).toBe(help);
    const examples = help.split('Examples:\n')[1]!.trim().split('\n');
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const example of examples) {
      const [, command] = /^ *career-field (.*?)(?: {2,}.*| > .*)?$/.exec(example)!;
      expect(readArguments(command!.split(' '))).toMatchObject({ command: name });
    }
  });

  it('says what force and bulk cost', () => {
    const help = text('help', 'import').replace(/\s+/g, ' ');
    expect(help).toContain('overwrites what editors have changed, and restores what they have deleted');
    expect(help).toContain('without lifecycles, document middlewares, events and webhooks');
  });

  it('shows the version of the package', () => {
    expect(text('--version').trim()).toBe(version);
  });
});
