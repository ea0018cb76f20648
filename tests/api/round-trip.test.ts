import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SeedingService } from '../../server/src/services/seeding';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

const SHIPPED = path.resolve(__dirname, '../../seeds');

/** The content of a file: a document as text, an image as a digest of its bytes. */
const contentOf = (file: string): string => {
  const bytes = readFileSync(file);
  return /\.(yaml|json)$/.test(file)
    ? bytes.toString('utf8')
    : createHash('sha256').update(bytes).digest('hex');
};

/** Returns every file below a folder by its path. */
const filesOf = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(folder, file), contentOf(file)])
  );

const seedingOf = ({ strapi }: RunningSite): SeedingService =>
  strapi.plugin('career-field').service<SeedingService>('seeding');

/** Rich text with every kind of block, as an editor would write it. */
const everyBlock = (image: Record<string, unknown>) => [
  { type: 'heading', level: 3, children: [{ type: 'text', text: 'A heading *with* signs' }] },
  {
    type: 'paragraph',
    children: [
      { type: 'text', text: 'Plain, ' },
      { type: 'text', text: 'bold ', bold: true },
      { type: 'text', text: 'both', bold: true, italic: true, underline: true },
      { type: 'text', text: ' and\na new line, 2 * 3 < 7 & _so_ on ' },
      { type: 'link', url: 'https://example.org/a_(b)', children: [{ type: 'text', text: 'a link' }] },
      { type: 'text', text: 'x = `y`', code: true },
    ],
  },
  { type: 'paragraph', children: [{ type: 'text', text: '' }] },
  {
    type: 'list',
    format: 'unordered',
    indentLevel: 0,
    children: [
      { type: 'list-item', children: [{ type: 'text', text: 'one' }] },
      {
        type: 'list',
        format: 'ordered',
        indentLevel: 1,
        children: [{ type: 'list-item', children: [{ type: 'text', text: 'below', strikethrough: true }] }],
      },
    ],
  },
  { type: 'image', image, children: [{ type: 'text', text: '' }] },
  { type: 'quote', children: [{ type: 'text', text: '> quoted' }] },
  { type: 'code', language: 'yaml', children: [{ type: 'text', text: 'a: |\n  ```\n  b' }] },
];

/** Runs a function in a new site, and stops the site in any case: only one Strapi can run in a process. */
const inSite = async (
  options: Parameters<typeof createSite>[0],
  run: (running: RunningSite, site: Site) => Promise<void>
): Promise<void> => {
  const site = await createSite(options);
  const running = await site.start();
  try {
    await run(running, site);
  } finally {
    await running.stop();
    await site.remove();
  }
};

/** Changes the seeded guides as editors do, in every way that a file must represent. */
const editLikeEditors = async ({ strapi }: RunningSite): Promise<void> => {
  const articles = strapi.documents(uid('article'));
  const skills = strapi.documents(uid('skill'));
  const find = async (slug: string, locale: string) =>
    (await articles.findFirst({
      locale,
      filters: { slug },
      populate: ['hero.file'],
    } as never)) as unknown as {
      documentId: string;
      hero: { file: Record<string, unknown> } | null;
    };
  const backend = await find('backend', 'de');
  const devops = await find('devops', 'de');
  const image = Object.fromEntries(
    Object.entries(backend.hero!.file).filter(([name]) => !['documentId', 'folderPath'].includes(name))
  );

  // A changed draft of a published article, in one language, with every kind of text and of free section.
  await articles.update({
    documentId: backend.documentId,
    locale: 'de',
    data: {
      title: 'Backend: "neu" – 100 %',
      lead: '  Leerzeichen davor, dahinter und\n\nein Absatz  ',
      definition: {
        heading: 'Neu',
        anchor: 'was-bedeutet-backend',
        body: everyBlock(image),
        hideInToc: true,
      },
      sections: [
        { __component: 'career-field.text-section', after: 'tasks', heading: '007', body: everyBlock(image) },
        {
          __component: 'career-field.table-section',
          after: 'outlook',
          columns: ['a', 'null', '- b'],
          rows: [{ cells: ['1', '', 'true'] }],
        },
        {
          __component: 'career-field.facts-section',
          after: 'top',
          facts: [{ label: 'Beginn', value: '1.10.' }],
        },
      ],
      outlook: {
        heading: 'Aussichten',
        anchor: 'aussichten',
        demand: 'growing',
        salaries: [
          {
            level: 'entry',
            region: 'DE',
            currency: 'EUR',
            period: 'year',
            min: 1.5,
            median: 2,
            max: 3.25,
            asOf: '2026-01-31',
            source: { label: 'Only a test' },
          },
        ],
      },
    },
  } as never);
  // One language published, the other not.
  const frontend = await find('frontend', 'en');
  await articles.unpublish!({ documentId: frontend.documentId, locale: 'en' });
  // A changed slug, with a previous slug.
  await articles.update({
    documentId: devops.documentId,
    locale: 'de',
    data: { slug: 'devops-neu' },
  } as never);
  await articles.publish!({ documentId: devops.documentId, locale: 'de' });
  // A shared relation that differs between the draft and the published version.
  await articles.update({ documentId: devops.documentId, locale: 'en', data: { category: null } } as never);
  // Created manually: in one language, without a slug, and with an employer.
  const skill = await skills.create({ locale: 'en', data: { name: 'Rust', slug: 'rust', kind: 'language' } });
  const employer = await strapi.documents(uid('employer')).create({
    locale: 'en',
    data: {
      name: 'Example & Söhne',
      slug: 'example',
      logo: { file: image.id, alt: 'Logo' },
      website: 'https://example.org',
    },
  } as never);
  await articles.create({
    locale: 'en',
    data: {
      title: 'Systems programming',
      slug: 'systems-programming',
      related: [backend.documentId],
      skills: { items: [{ skill: skill.documentId, requirement: 'essential', note: null }] },
      employers: { employers: [employer.documentId] },
      jobs: { heading: 'Jobs', count: 12, countedAt: '2026-02-03T04:05:06.789Z' },
      seo: {},
      occupation: { name: 'x', altNames: ['b', 'a'], codes: [{ scheme: 'isco-08', code: '0110' }] },
    },
  } as never);
  await articles.create({ locale: 'de', data: { title: 'Ohne Adresse' } } as never);
};

let work: string;

beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), 'career-field-'));
});

afterEach(() => rmSync(work, { recursive: true }));

it('exports the same files again from another site on another database', async () => {
  const out = path.join(work, 'out');
  await inSite({}, async (running) => {
    await seedingOf(running).seed(SHIPPED);
    await editLikeEditors(running);
    expect((await seedingOf(running).export(out)).warnings).toEqual([]);
    const again = path.join(work, 'again');
    await seedingOf(running).export(again);
    expect(filesOf(again)).toEqual(filesOf(out));
  });
  // The other site uses SQLite, whichever database this suite runs on.
  await inSite({ database: 'sqlite' }, async (running) => {
    const report = await seedingOf(running).import(out);
    expect(report.failures).toEqual([]);
    expect(new Set(report.items.map(({ outcome }) => outcome))).toEqual(new Set(['create']));
    const back = path.join(work, 'back');
    expect((await seedingOf(running).export(back)).warnings).toEqual([]);
    expect(filesOf(back)).toEqual(filesOf(out));

    // A second import changes nothing.
    const second = await seedingOf(running).import(back);
    expect(new Set(second.items.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  });
});

it('exports files that can be imported, although a referenced document was deleted or defaults were kept', async () => {
  const out = path.join(work, 'out');
  await inSite({ seeded: true }, async ({ strapi, ...running }) => {
    const articles = strapi.documents(uid('article'));
    const skills = strapi.documents(uid('skill'));
    const ruby = await skills.findFirst({ locale: 'de', filters: { slug: 'ruby' } });
    await skills.delete({ documentId: ruby!.documentId, locale: '*' });
    const frontend = await articles.findFirst({ locale: 'de', filters: { slug: 'frontend' } });
    const { documentId } = frontend!;
    const sections = [
      {
        __component: 'career-field.table-section',
        after: 'outlook',
        columns: ['a'],
        rows: [{ cells: ['1'] }],
      },
    ];
    await articles.update({ documentId, locale: 'de', data: { sections } } as never);
    await articles.publish!({ documentId, locale: 'de' });

    const seeding = seedingOf({ strapi, ...running });
    expect((await seeding.export(out)).warnings).toEqual([
      'article:backend: an entry of skills.items (de) has no skill any more; it is left out.',
      'article:backend: an entry of skills.items (en) has no skill any more; it is left out.',
    ]);
    expect(await seeding.validate(out)).toMatchObject({ issues: [] });
  });
});

it('warns of a file that an import would refuse', async () => {
  await inSite({ seeded: true }, async ({ strapi, ...running }) => {
    const categories = strapi.documents(uid('category'));
    const found = await categories.findFirst({ locale: 'de', filters: { slug: 'webentwicklung' } });
    await categories.delete({ documentId: found!.documentId, locale: '*' });
    const seeding = seedingOf({ strapi, ...running });
    const { warnings } = await seeding.export(work, { only: ['article:frontend'], locales: ['de'] });
    expect(warnings).toEqual([
      'article:frontend: category (de, published): This is needed before the entry is published. ' +
        'An import refuses the file until that is put right.',
    ]);
    expect((await seeding.validate(path.join(work, 'articles/frontend.yaml'))).issues).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ path: 'shared.category' })])
    );
  });
});

it('warns of files whose documents do not exist any more, and keeps the files', async () => {
  await inSite({}, async (running) => {
    const skills = running.strapi.documents(uid('skill'));
    const { documentId } = await skills.create({ locale: 'de', data: { name: 'Rust', slug: 'rust' } });
    await seedingOf(running).export(work);
    await skills.delete({ documentId, locale: '*' });
    const { warnings, documents } = await seedingOf(running).export(work);
    expect(documents).toEqual({});
    expect(warnings).toEqual([
      expect.stringMatching(/^skills[/\\]rust\.yaml: the site has no such document/),
    ]);
    expect(filesOf(work).has(path.join('skills', 'rust.yaml'))).toBe(true);
  });
});

it('exports two images of one name as two files', async () => {
  const guides = path.join(work, 'guides');
  const images = { one: 'seeds/images/backend-hero.jpg', two: 'docs/images/editor.png' };
  for (const [name, image] of Object.entries(images)) {
    mkdirSync(path.join(guides, name), { recursive: true });
    cpSync(path.resolve(__dirname, '../..', image), path.join(guides, name, 'logo.jpg'));
    writeFileSync(
      path.join(guides, `${name}.yaml`),
      `type: employer\nkey: ${name}\nlocales:\n  de: { name: ${name}, slug: ${name}, logo: { file: ${name}/logo.jpg, alt: Logo } }\n`
    );
  }
  await inSite({}, async (running) => {
    await seedingOf(running).import(guides);
    const out = path.join(work, 'out');
    expect(await seedingOf(running).export(out)).toMatchObject({ images: 2, documents: { employer: 2 } });
    expect(readdirSync(path.join(out, 'images')).sort()).toEqual([
      expect.stringMatching(/^logo-[0-9a-f]{8}\.jpg$/),
      'logo.jpg',
    ]);
  });
});
