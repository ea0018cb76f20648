import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from './child-process';

/** A package as npm would publish it. */
export interface Tarball {
  file: string;
  /** The folder for files that use the package. */
  consumer: string;
  /** The unpacked package, in the consumer's `node_modules`. */
  folder: string;
  /** The paths of its files, with slashes. */
  files: string[];
  read: (file: string) => string;
  remove: () => void;
}

/** Returns the paths of all files below a folder, with slashes. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .map((file) => file.replaceAll(path.sep, '/'));

/** Packs and unpacks a package, below the repository so that the packages that it depends on are found. */
export const packTarball = (source: string): Tarball => {
  mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
  const consumer = mkdtempSync(path.join(ROOT, '.tmp', 'packed-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', consumer], {
    cwd: source,
    shell: process.platform === 'win32',
  });
  const file = path.join(consumer, readdirSync(consumer)[0]!);
  execFileSync('tar', ['-xzf', file], { cwd: consumer });
  const unpacked = path.join(consumer, 'package');
  const { name } = JSON.parse(readFileSync(path.join(unpacked, 'package.json'), 'utf8')) as { name: string };
  const folder = path.join(consumer, 'node_modules', name);
  mkdirSync(path.dirname(folder));
  renameSync(unpacked, folder);
  // Without it the consumer would belong to the repository's package, which can import itself by its name.
  writeFileSync(path.join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  return {
    file,
    consumer,
    folder,
    files: filesIn(folder),
    read: (name) => readFileSync(path.join(folder, name), 'utf8'),
    remove: () => rmSync(consumer, { recursive: true, force: true }),
  };
};

/** Returns the specifiers that a file imports or requires. */
export const importsIn = (source: string): string[] =>
  ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);

/** The module resolutions of TypeScript, each with the name of a file that uses it. */
export const RESOLUTIONS = [
  {
    name: 'node, as Next.js and Strapi sites have it',
    file: 'consumer.ts',
    moduleResolution: ts.ModuleResolutionKind.Node10,
    module: ts.ModuleKind.ESNext,
  },
  {
    name: 'node16 in a CommonJS module',
    file: 'consumer.cts',
    moduleResolution: ts.ModuleResolutionKind.Node16,
    module: ts.ModuleKind.Node16,
  },
  {
    name: 'node16 in an ECMAScript module',
    file: 'consumer.mts',
    moduleResolution: ts.ModuleResolutionKind.Node16,
    module: ts.ModuleKind.Node16,
  },
  {
    name: 'nodenext in a CommonJS module',
    file: 'consumer.cts',
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    module: ts.ModuleKind.NodeNext,
  },
  {
    name: 'nodenext in an ECMAScript module',
    file: 'consumer.mts',
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    module: ts.ModuleKind.NodeNext,
  },
  {
    name: 'bundler',
    file: 'consumer.ts',
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  },
];

type Resolution = Pick<(typeof RESOLUTIONS)[number], 'module' | 'moduleResolution'>;

/**
 * Compiles a file.
 *
 * @param below errors in files below this folder are returned, as `file: message`
 */
export const compile = (file: string, { module, moduleResolution }: Resolution, below: string): string[] => {
  const program = ts.createProgram([file], {
    module,
    moduleResolution,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    strict: true,
    esModuleInterop: true,
    noEmit: true,
  });
  return [
    ...program.getOptionsDiagnostics(),
    ...program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(below.replaceAll(path.sep, '/')))
      .flatMap((source) => [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]),
  ].map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
};

const runTool = (script: string, args: string[]): { output: string; exitCode: number | null } => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'node_modules', script), ...args],
    { encoding: 'utf8' }
  );
  return { output: `${stdout}${stderr}`, exitCode: status };
};

/** Runs "Are the types wrong?" with a tarball. */
export const attw = (tarball: string): { output: string; exitCode: number | null } =>
  runTool('@arethetypeswrong/cli/dist/index.js', [tarball, '--format', 'ascii', '--no-emoji']);

/** Runs "publint" with a tarball; a warning counts as an error. */
export const publint = (tarball: string): { output: string; exitCode: number | null } =>
  runTool('publint/src/cli.js', ['run', tarball, '--strict']);
