import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { PUBLIC_TYPES } from '../../../content-types';
import { checkDocument } from '../import/plan/check';
import { createJsonSchema, SHIPPED_MODELS } from './json-schema';
import { loadMarkdown, type Block } from '../rich-text';
import { parseDocumentFile } from './parse';
import { prepareDocument } from './prepare';
import { createValidator } from '../validation';
import { compileSchema, describeErrors } from '../../../tests/support/json-schema';
import { createStrapiStandIn } from '../../../tests/support/unit/stand-in';

const ROOT = path.resolve(__dirname, '../../..');

const page = readFileSync(path.join(ROOT, 'docs/document-format.md'), 'utf8');

/** The fenced blocks of one language, with the line at which each begins. */
const blocksOf = (language: string): [line: number, text: string][] =>
  [...page.matchAll(new RegExp(`^(\`{3,})${language}\n([^]*?)^\\1$`, 'gm'))].map(({ index, 2: text }) => [
    page.slice(0, index).split('\n').length + 1,
    text!,
  ]);

const strapi = createStrapiStandIn();
const findIssues = createValidator(strapi);
const { validate } = compileSchema(createJsonSchema(SHIPPED_MODELS));

/** What the import finds wrong in a file that lies beside the shipped images. */
const issuesIn = async (text: string): Promise<string[]> => {
  const parsed = parseDocumentFile('example.yaml', text);
  if ('issues' in parsed) return parsed.issues.map(({ message }) => message);
  const { document } = parsed;
  const markdown = await loadMarkdown();
  const { prepared, issues } = prepareDocument(
    { strapi, folder: path.join(ROOT, 'seeds'), markdown },
    document
  );
  const broken = await checkDocument(findIssues, document, prepared);
  return [...issues, ...broken].map(({ path, message }) => `${path}: ${message}`);
};

const examples = blocksOf('yaml');

describe('the documentation of the format', () => {
  it('has examples of every type', () => {
    const types = examples.map(([, text]) => (parse(text) as { type: string }).type);
    expect([...new Set(types)].sort()).toEqual([...PUBLIC_TYPES].sort());
  });

  it.each(examples)(
    'has an example in line %i that the schema and the import find right',
    async (_line, text) => {
      validate(parse(text));
      expect(describeErrors(validate.errors)).toEqual([]);
      expect(await issuesIn(text)).toEqual([]);
    }
  );

  it('shows Markdown that is allowed, of every kind', async () => {
    const [[, markdown] = [0, ''], ...others] = blocksOf('markdown');
    expect(others).toEqual([]);
    const blocks = (await loadMarkdown()).toBlocks(markdown);
    const kinds: Block['type'][] = ['code', 'heading', 'image', 'list', 'paragraph', 'quote'];
    expect([...new Set(blocks.map(({ type }) => type))].sort()).toEqual(kinds);
    const text = JSON.stringify(blocks);
    for (const mark of ['bold', 'italic', 'strikethrough', 'underline', 'code']) {
      expect(text).toContain(`"${mark}":true`);
    }
  });

  it.each([
    ['a table', '| a |\n| - |\n| b |'],
    ['a footnote', 'a[^1]\n\n[^1]: b'],
    ['a task list', '- [ ] a'],
    ['a rule', 'a\n\n---'],
    ['a comment', '<!-- a -->'],
    ['an image within text', 'a ![b](c.jpg)'],
    ['an image in a link', '[![b](c.jpg)](https://example.org)'],
    ['the title of a link', '[a](https://example.org "b")'],
    ['words after the language of code', '```js title\na\n```'],
    ['two paragraphs in an entry', '- a\n\n  b'],
    ['code in an entry', '- a\n\n  ```\n  b\n  ```'],
    ['two paragraphs in a quote', '> a\n>\n> b'],
    ['a list in a quote', '> - a'],
    ['a list that starts at 2', '2. a'],
    ['another tag', '<mark>a</mark>'],
    ['another attribute', '<u class="a">b</u>'],
  ])('says rightly that %s is refused', async (_what, markdown) => {
    const { toBlocks } = await loadMarkdown();
    expect(() => toBlocks(markdown)).toThrow(expect.objectContaining({ name: 'MarkdownError' }));
  });

  it('names the number of tokens at which a file is too large', async () => {
    const [, named] = /at most ([\d,]+) tokens/.exec(page) ?? [];
    const limit = Number(named?.replaceAll(',', ''));
    expect(limit).toBeGreaterThan(0);
    // A value counts as two, the comma behind it as one.
    const issuesWith = (tokens: number): Promise<string[]> =>
      issuesIn(`type: skill\nkey: a\nlist: [${'1,'.repeat(tokens / 3)}]\n`);
    const refusal = expect.stringContaining('too many entries');
    expect(await issuesWith(limit)).toEqual([refusal]);
    expect(await issuesWith(limit - 100)).not.toContainEqual(refusal);
  });

  it('shows an issue as the import words it', async () => {
    const [, shown] = /^articles\S+ {2}(.*)$/m.exec(page) ?? [];
    const text = 'type: article\nkey: a\nstatus: draft\nlocales:\n  de:\n    outlook: { demand: huge }\n';
    expect(await issuesIn(text)).toEqual([shown]);
  });

  it('shows settings that name the schema where the package has it', () => {
    const settings = blocksOf('json').map(([, text]) => JSON.parse(text) as object);
    expect(settings).toHaveLength(1);
    const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { name: string };
    const named = [...page.matchAll(/node_modules\/\S+?\.json/g)].map(([file]) => file);
    expect([...new Set(named)]).toEqual([`node_modules/${manifest.name}/seeds/document.schema.json`]);
  });
});
