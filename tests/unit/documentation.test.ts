import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildASTSchema, parse, validate } from 'graphql';
import type GithubSlugger from 'github-slugger';
import { COMMANDS, OPTIONS } from '../../cli/help';
import { GROUPS } from '../../cli/plan-groups';
import { typeDefs } from '../../server/src/content-api/graphql/type-defs';
import { config } from '../../server/src/config';

const ROOT = path.resolve(__dirname, '../..');

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
});

const pages = tracked.split('\n').filter((file) => file && existsSync(path.join(ROOT, file)));

const withoutCode = (text: string): string =>
  text.replace(/^(`{3,})[^]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');

let createSlugger: () => GithubSlugger;

beforeAll(async () => {
  // An ECMAScript module.
  const { default: Slugger } = await import('github-slugger');
  createSlugger = () => new Slugger();
});

/** The fragments that a page has, as GitHub derives them from its headings. */
const fragmentsOf = (file: string): string[] => {
  const slugger = createSlugger();
  const text = read(file).replace(/^(`{3,})[^]*?^\1$/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slugger.slug(heading!.replace(/[`*]/g, '')));
};

interface Link {
  target: string;
  fragment: string | undefined;
}

const relativeLinksOf = (file: string): Link[] =>
  [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [target = '', fragment] = link.split('#');
      return { target: target ? path.posix.join(path.posix.dirname(file), target) : file, fragment };
    });

const manifest = JSON.parse(read('package.json')) as { files: string[] };

/** Whether npm packs a file: `package.json`, README and LICENSE always, the rest by `files`. */
const isPacked = (file: string): boolean =>
  ['README.md', 'LICENSE', 'package.json'].includes(file) ||
  manifest.files.some((pattern) =>
    pattern.endsWith('/*.md')
      ? path.posix.dirname(file) === path.posix.dirname(pattern) && file.endsWith('.md')
      : file === pattern || file.startsWith(`${pattern}/`)
  );

describe('links', () => {
  it.each(pages)('of %s lead to files and headings that exist', (file) => {
    const broken = relativeLinksOf(file).filter(
      ({ target, fragment }) =>
        !existsSync(path.join(ROOT, target)) ||
        (fragment !== undefined && !fragmentsOf(target).includes(fragment))
    );
    expect(broken).toEqual([]);
  });

  it('of the README lead to files of the package', () => {
    const links = relativeLinksOf('README.md');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter(({ target }) => !isPacked(target))).toEqual([]);
  });

  it('lead from the index to every page', () => {
    const linked = relativeLinksOf('docs/index.md').map(({ target }) => target);
    const topics = pages.filter((file) => path.posix.dirname(file) === 'docs' && file !== 'docs/index.md');
    expect(topics.filter((file) => !linked.includes(file))).toEqual([]);
  });
});

it('has a README below 9,000 bytes', () => {
  expect(Buffer.byteLength(read('README.md'))).toBeLessThan(9000);
});

describe('tables', () => {
  /** The first two cells of each row whose first cell is code. */
  const rowsOf = (file: string): Map<string, string> =>
    new Map(
      [...read(file).matchAll(/^\| `([^`]+)` +\| ([^|]*?) *\|/gm)].map(([, name, value]) => [name!, value!])
    );

  const shown = (value: unknown): string =>
    typeof value === 'string' ? `\`'${value}'\`` : `\`${JSON.stringify(value)}\``;

  it('name every option with its default', () => {
    const { limits, ...options } = config.default;
    const expected = Object.entries(options).flatMap(([name, value]): [string, string][] =>
      typeof value !== 'object' || Array.isArray(value) || name === 'fallbackLocales'
        ? [[name, shown(value)]]
        : Object.entries(value as object).map(([inner, given]) => [`${name}.${inner}`, shown(given)])
    );
    const rows = rowsOf('docs/configuration.md');
    expect(expected.filter(([name, value]) => rows.get(name) !== value)).toEqual([]);

    const limitRows = rowsOf('docs/permissions-and-limits.md');
    const wrong = Object.entries(limits).filter(
      ([name, value]) => limitRows.get(`limits.${name}`)?.replace(',', '') !== String(value)
    );
    expect(wrong).toEqual([]);
  });

  it('name every command, and no option that does not exist', () => {
    const page = read('docs/import-export.md');
    const named = [...page.matchAll(/^\| `career-field (\w+)/gm)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(Object.keys(COMMANDS).sort());
    const flags = Object.values(OPTIONS).map((option) => option.flags.split(' ')[0]);
    const used = [...page.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag);
    expect(used.filter((flag) => !flags.includes(flag))).toEqual([]);
  });
});

it('shows a plan in the words of the command', () => {
  const [, plan = ''] = /```\n(Will be created[^]*?)```/.exec(read('docs/import-export.md')) ?? [];
  const lines = plan.split('\n');
  const titles = lines.flatMap((line) => /^(\S.*) \(\d+ documents?\)$/.exec(line)?.[1] ?? []);
  expect(titles.length).toBeGreaterThan(3);
  expect(titles.filter((title) => !GROUPS.some(({ planned }) => planned === title))).toEqual([]);
  const explained = lines.flatMap((line) => /^ {2}(\S[^:]*\.)$/.exec(line)?.[1] ?? []);
  const known = GROUPS.flatMap((group) => group.explained ?? []);
  expect(explained.filter((sentence) => !known.includes(sentence))).toEqual([]);
});

describe('paths and modules', () => {
  const FOLDERS =
    'admin|bin|cli|client|content-types|docs|examples|openapi|playground|scripts|seeds|server|tests|texts';

  it.each(pages.filter((file) => !file.startsWith('examples/')))('that %s names exist', (file) => {
    const named = [...read(file).matchAll(new RegExp(`\`((?:${FOLDERS})/[\\w./-]+)\``, 'g'))].map(
      ([, name]) => name!
    );
    const written = named.filter((name) => !/(^|\/)dist\//.test(name));
    expect(written.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  });

  it('of the order that lint enforces are described in the architecture', () => {
    const page = read('docs/architecture.md');
    const [, layers = ''] = /const LAYERS = \[([^]*?)\n\];/.exec(read('.dependency-cruiser.cjs')) ?? [];
    const modules = [...layers.matchAll(/'([\w/-]+)'/g)].map(([, name]) => name!);
    expect(modules.length).toBeGreaterThan(10);
    expect(modules.filter((name) => !page.includes(`**\`${name}/\`**`))).toEqual([]);
  });
});

it('shows a query of a guide that the schema allows', () => {
  const [, query = ''] = /```graphql\n([^]*?)```/.exec(read('docs/graphql.md')) ?? [];
  expect(query).toContain('careerFieldGuide(');
  const schema = buildASTSchema(parse(typeDefs.replace('extend type Query', 'scalar JSON\n\ntype Query')));
  expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
});
