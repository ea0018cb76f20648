import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findKnownDocuments, findRecords, storeRecords } from '../../server/src/documents/records';
import type { PlanItem, RunOptions, RunReport, SeedingService } from '../../server/src/services/seeding';
import { paragraph } from '../support/articles';
import { emptySite } from '../support/empty-site';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { writesDuring } from '../support/statements';

/** Two images of a single pixel, red and white. */
const RED =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const WHITE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==';

interface Article {
  documentId: string;
  title: string;
  lead: string | null;
  category: { slug: string } | null;
  related: { slug: string }[];
  hero: { file: { hash: string; name: string; url: string } } | null;
  definition: { anchor: string; body: unknown } | null;
}

let site: Site;
let running: RunningSite;
let folder: string;
/** The texts of the files by name. */
let files: Record<string, string>;

const seeding = (): SeedingService =>
  running.strapi.plugin('career-field').service<SeedingService>('seeding');
const seed = (options?: RunOptions): Promise<RunReport> => seeding().seed(folder, options);
const documents = (type: string) => running.strapi.documents(uid(type));

const write = (name: string, content: string | Buffer): void => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  if (typeof content === 'string') files[name] = content;
};

/** Replaces a text in one of the files. @throws when the file does not contain it */
const edit = (name: string, from: string, to: string): void => {
  if (!files[name]?.includes(from)) throw new Error(`${name} has no "${from}"`);
  write(name, files[name].replace(from, to));
};

const skill = (key: string, kind = 'tool'): string =>
  `type: skill
key: ${key}
shared: { kind: ${kind} }
locales:
  de: { name: ${key} (de), slug: ${key}-de }
  en: { name: ${key} (en), slug: ${key}-en }
`;

const article = (key: string, related: string): string =>
  `type: article
key: ${key}
status: published
shared:
  category: it
  related: [${related}]
locales:
  de:
    title: ${key} auf Deutsch
    slug: ${key}-de
    lead: Ein Vorspann.
    hero: { file: images/hero.png, alt: Ein Bild }
    definition:
      anchor: was-ist-das
      body: Der **erste** Text.
    skills:
      items: [{ skill: git }]
  en:
    title: ${key} in English
    slug: ${key}-en
    lead: A lead.
`;

const itemsOf = (report: RunReport, outcome?: PlanItem['outcome']): string[] =>
  report.items
    .filter((item) => outcome === undefined || item.outcome === outcome)
    .map(({ id, locale }) => `${id} ${locale}`);

const outcomeOf = ({ items }: RunReport, id: string, locale: string): PlanItem => {
  const found = items.find((item) => item.id === id && item.locale === locale);
  if (!found) throw new Error(`There is no ${id} ${locale} in the plan`);
  return found;
};

const backend = async (locale = 'de', status = 'draft'): Promise<Article> =>
  (await documents('article').findFirst({
    locale,
    status,
    filters: { slug: `backend-${locale}` },
    populate: ['category', 'related', 'hero.file', 'definition'],
  } as never)) as unknown as Article;

const skillIn = async (key: string, locale: string) =>
  (await documents('skill').findFirst({ locale, filters: { slug: `${key}-${locale}` } })) as unknown as {
    documentId: string;
    name: string;
    kind: string | null;
    description: string | null;
  } | null;

const change = async (data: object, locale = 'de'): Promise<void> => {
  const { documentId } = await backend(locale);
  await documents('article').update({ documentId, locale, data } as never);
};

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  folder = path.join(site.folder, 'guides');
});

beforeEach(async () => {
  await emptySite(running.strapi);
  rmSync(folder, { recursive: true, force: true });
  files = {};
  write('images/hero.png', Buffer.from(RED, 'base64'));
  write(
    'it.yaml',
    'type: category\nkey: it\nlocales:\n  de: { name: IT, slug: it }\n  en: { name: IT, slug: it }\n'
  );
  write('git.yaml', skill('git'));
  write('sql.yaml', skill('sql'));
  write('backend.yaml', article('backend', 'frontend'));
  write('frontend.yaml', article('frontend', ''));
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

describe('a dry run', () => {
  it('lists changes with old and new values as in the files, and writes nothing', async () => {
    await seed();
    edit('backend.yaml', 'title: backend auf Deutsch', 'title: Neu');
    edit('backend.yaml', 'Der **erste** Text.', 'Der *zweite* [Text](https://example.org).');
    edit('backend.yaml', 'related: [frontend]', 'related: []');
    edit('backend.yaml', 'file: images/hero.png', 'file: images/other.png');
    edit('backend.yaml', '[{ skill: git }]', '[{ skill: sql, note: Viel }]');
    write('images/other.png', Buffer.from(WHITE, 'base64'));
    let report: RunReport | undefined;
    const statements = await writesDuring(running.strapi, async () => {
      report = await seed({ dryRun: true });
    });
    expect(statements).toEqual([]);
    expect(report).toMatchObject({ dryRun: true, issues: [], failures: [] });
    expect(outcomeOf(report!, 'article:backend', 'de')).toEqual({
      id: 'article:backend',
      type: 'article',
      key: 'backend',
      locale: 'de',
      file: 'backend.yaml',
      outcome: 'update',
      changes: expect.arrayContaining([
        { path: 'title', old: 'backend auf Deutsch', new: 'Neu' },
        {
          path: 'definition.body',
          old: expect.stringMatching(/^Der \*\*erste\*\* Text\.\n?$/),
          new: expect.stringMatching(/^Der \*zweite\* \[Text\]\(https:\/\/example\.org\)\.\n?$/),
        },
        { path: 'related', old: ['frontend'], new: undefined },
        { path: 'hero.file', old: 'hero.png', new: 'other.png' },
        { path: 'skills.items[0].skill', old: 'git', new: 'sql' },
        { path: 'skills.items[0].note', old: undefined, new: 'Viel' },
      ]),
    });
    expect(outcomeOf(report!, 'article:backend', 'de').changes).toHaveLength(6);
    expect(outcomeOf(report!, 'article:backend', 'en').changes).toEqual([
      { path: 'related', old: ['frontend'], new: undefined },
    ]);
    expect((await backend()).title).toBe('backend auf Deutsch');
  });

  it('lists what it would keep: the editor’s value as the old one, and whether the file has changed', async () => {
    await seed();
    await change({ definition: { anchor: 'was-ist-das', body: paragraph('Von uns.') } });
    const kept = outcomeOf(await seed({ dryRun: true }), 'article:backend', 'de');
    expect(kept).toMatchObject({ outcome: 'kept', reason: 'edited', fileChanged: false });
    expect(kept.changes).toEqual([
      {
        path: 'definition.body',
        old: expect.stringMatching(/^Von uns\.\n?$/),
        new: expect.stringMatching(/^Der \*\*erste\*\* Text\.\n?$/),
      },
    ]);
    edit('backend.yaml', 'lead: Ein Vorspann.', 'lead: Ein neuer Vorspann.');
    expect(outcomeOf(await seed({ dryRun: true }), 'article:backend', 'de')).toMatchObject({
      outcome: 'kept',
      fileChanged: true,
    });
  });

  it('returns all issues instead of throwing', async () => {
    edit('git.yaml', 'kind: tool', 'kind: toll');
    const report = await seed({ dryRun: true });
    expect(report.issues).toEqual([expect.objectContaining({ file: 'git.yaml', path: 'shared.kind' })]);
    expect(itemsOf(report, 'invalid')).toEqual(['skill:git de', 'skill:git en']);
  });
});

describe('force', () => {
  it('overwrites edited documents, and restores deleted ones', async () => {
    await seed();
    await change({ title: 'Von uns' });
    const { documentId } = (await skillIn('sql', 'de'))!;
    await documents('skill').delete({ documentId, locale: '*' });
    const report = await seed({ force: true });
    expect(outcomeOf(report, 'article:backend', 'de')).toMatchObject({
      outcome: 'update',
      reason: 'edited',
      changes: [expect.objectContaining({ path: 'title', old: 'Von uns', new: 'backend auf Deutsch' })],
    });
    expect(outcomeOf(report, 'skill:sql', 'de')).toMatchObject({ outcome: 'create', reason: 'deleted' });
    expect(report.failures).toEqual([]);
    expect((await backend()).title).toBe('backend auf Deutsch');
    expect(await skillIn('sql', 'de')).toMatchObject({ name: 'sql (de)' });
    expect(await skillIn('sql', 'en')).toMatchObject({ name: 'sql (en)' });
    expect(new Set((await seed()).items.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  });
});

describe('force, after a referenced document was deleted', () => {
  it('restores every reference, also in unchanged documents of unchanged files', async () => {
    await seed();
    for (const [type, slug] of [
      ['category', 'it'],
      ['skill', 'git-de'],
    ] as const) {
      const found = (await documents(type).findFirst({ locale: 'de', filters: { slug } })) as {
        documentId: string;
      };
      await documents(type).delete({ documentId: found.documentId, locale: '*' } as never);
    }
    const report = await seed({ force: true });
    expect(report.failures).toEqual([]);
    expect(outcomeOf(report, 'article:backend', 'de')).toMatchObject({
      outcome: 'update',
      changes: [
        { path: 'category', old: undefined, new: 'it' },
        { path: 'skills.items[0].skill', old: undefined, new: 'git' },
      ],
    });
    for (const status of ['draft', 'published']) {
      expect(await backend('de', status)).toMatchObject({ category: { slug: 'it' } });
      expect(await backend('en', status)).toMatchObject({ category: { slug: 'it' } });
    }
    expect(itemsOf(await seed({ force: true }), 'unchanged')).toHaveLength(10);
  });
});

describe('a selection of the files', () => {
  it('imports the selected documents with those that they reference, and no others', async () => {
    const report = await seed({ only: ['frontend'] });
    expect(itemsOf(report, 'create').sort()).toEqual([
      'article:frontend de',
      'article:frontend en',
      'category:it de',
      'category:it en',
      'skill:git de',
      'skill:git en',
    ]);
    expect(await backend()).toBeNull();
    expect(await skillIn('sql', 'de')).toBeNull();
  });

  it('does not update referenced documents that the site has', async () => {
    await seed();
    edit('git.yaml', 'git (de)', 'Git neu');
    edit('backend.yaml', 'title: backend auf Deutsch', 'title: Neu');
    expect(itemsOf(await seed({ only: ['article:backend'] }))).toEqual([
      'article:backend de',
      'article:backend en',
    ]);
    expect(await skillIn('git', 'de')).toMatchObject({ name: 'git (de)' });
    expect((await backend()).title).toBe('Neu');
  });

  it('is refused with a key that no file has', async () => {
    await expect(seed({ only: ['backnd'] })).rejects.toThrow(/No document has this key.*"backend"/);
    expect(await backend()).toBeNull();
  });

  it('can be one language', async () => {
    const report = await seed({ locales: ['en'] });
    expect(new Set(report.items.map(({ locale }) => locale))).toEqual(new Set(['en']));
    expect(await running.strapi.db.query(uid('article')).count({ where: { locale: 'de' } })).toBe(0);
    expect(await backend('en', 'published')).toMatchObject({ title: 'backend in English' });
    expect(itemsOf(await seed(), 'create')).not.toContain('article:backend en');
    expect(await backend('de', 'published')).toMatchObject({ title: 'backend auf Deutsch' });
    expect((await backend('de')).documentId).toBe((await backend('en')).documentId);
  });

  it('does not count a change of shared attributes as an edit of the other language', async () => {
    await seed();
    edit('git.yaml', 'kind: tool', 'kind: hard');
    expect(itemsOf(await seed({ locales: ['de'] }), 'update')).toEqual(['skill:git de']);
    expect(await skillIn('git', 'en')).toMatchObject({ kind: 'hard' });
    const report = await seed();
    expect(itemsOf(report, 'kept')).toEqual([]);
    edit('git.yaml', 'git (en)', 'Git new');
    expect(itemsOf(await seed(), 'update')).toContain('skill:git en');
    expect(await skillIn('git', 'en')).toMatchObject({ name: 'Git new' });
  });
});

describe('the seed records', () => {
  const record = { key: 'skill:git', targetLocale: 'de', targetDocument: 'x', fileHash: 'a', stamp: '' };

  it('are replaced: one for each document and language', async () => {
    const { strapi } = running;
    await storeRecords(strapi, [
      { ...record, fingerprint: { content: '2:a', relations: ['category it'] } },
      { ...record, targetLocale: 'en', fingerprint: null },
    ]);
    await storeRecords(strapi, [{ ...record, fileHash: 'b', fingerprint: null }]);
    const found = (await findRecords(strapi, ['skill:git', 'skill:sql'])).get('skill:git');
    expect([...found!.values()].map(({ targetLocale, fileHash }) => [targetLocale, fileHash])).toEqual([
      ['en', 'a'],
      ['de', 'b'],
    ]);
    await storeRecords(strapi, [{ ...record, fingerprint: { content: '2:a', relations: ['category it'] } }]);
    const kept = (await findRecords(strapi, ['skill:git'])).get('skill:git')!.get('de')!;
    expect(kept.fingerprint).toEqual({ content: '2:a', relations: ['category it'] });
  });

  it('are ignored when their document does not exist, and are found among more keys than one statement takes', async () => {
    await seed();
    const { documentId } = (await skillIn('sql', 'de'))!;
    await documents('skill').delete({ documentId, locale: '*' } as never);
    const others = Array.from({ length: 40_000 }, (_, index) => `skill:s${index}`);
    const known = await findKnownDocuments(running.strapi, [...others, 'skill:git', 'skill:sql']);
    expect([...known]).toEqual([['skill:git', (await skillIn('git', 'de'))!.documentId]]);
  });
});

describe('shared attributes, while an editor has edited one of the languages', () => {
  const codes = (code: string): string =>
    `shared: { kind: hard, codes: [{ scheme: custom, code: '${code}' }] }`;
  const rename = async (name: string): Promise<void> => {
    const { documentId } = (await skillIn('git', 'de'))!;
    await documents('skill').update({ documentId, locale: 'de', data: { name } } as never);
  };
  const left = (...locales: string[]): object => ({
    locales,
    changes: [
      { path: 'kind', old: 'tool', new: 'hard' },
      { path: 'codes', old: undefined, new: [{ scheme: 'custom', code: '1' }] },
    ],
  });

  it('are no changes of the other languages, and the plan names the edited one', async () => {
    await seed();
    await rename('Unser Git');
    edit('git.yaml', 'shared: { kind: tool }', codes('1'));
    edit('git.yaml', 'git (en)', 'Git new');
    const plan = await seed({ dryRun: true });
    expect(outcomeOf(plan, 'skill:git', 'en')).toEqual({
      id: 'skill:git',
      type: 'skill',
      key: 'git',
      locale: 'en',
      file: 'git.yaml',
      outcome: 'update',
      changes: [{ path: 'name', old: 'git (en)', new: 'Git new' }],
      keptShared: left('de'),
    });
    const kept = outcomeOf(plan, 'skill:git', 'de');
    expect(kept).toMatchObject({ outcome: 'kept', reason: 'edited' });
    expect(kept.changes.map(({ path }) => path)).toEqual(['kind', 'codes', 'name']);
    await seed();
    expect(await skillIn('git', 'en')).toMatchObject({ name: 'Git new', kind: 'tool' });
    expect(itemsOf(await seed(), 'update')).toEqual([]);
  });

  it('keep a language without other changes, until the edit is reverted', async () => {
    await seed();
    await rename('Unser Git');
    edit('git.yaml', 'shared: { kind: tool }', codes('1'));
    for (let run = 0; run < 2; run += 1) {
      const report = await seed();
      expect(itemsOf(report, 'update')).toEqual([]);
      expect(outcomeOf(report, 'skill:git', 'en')).toMatchObject({
        outcome: 'kept',
        reason: 'shared',
        fileChanged: true,
        changes: [],
        keptShared: left('de'),
      });
    }
    expect(await skillIn('git', 'en')).toMatchObject({ kind: 'tool' });
    await rename('git (de)');
    expect(itemsOf(await seed(), 'update')).toEqual(['skill:git de', 'skill:git en']);
    for (const locale of ['de', 'en']) expect(await skillIn('git', locale)).toMatchObject({ kind: 'hard' });
  });

  it('are listed as kept for a new language, too', async () => {
    await seed({ locales: ['de'] });
    await rename('Unser Git');
    edit('git.yaml', 'shared: { kind: tool }', codes('1'));
    const report = await seed();
    expect(outcomeOf(report, 'skill:git', 'en')).toMatchObject({
      outcome: 'create',
      changes: [],
      keptShared: left('de'),
    });
    expect(await skillIn('git', 'en')).toMatchObject({ name: 'git (en)', kind: 'tool' });
  });

  it('are written with force', async () => {
    await seed();
    await rename('Unser Git');
    edit('git.yaml', 'shared: { kind: tool }', codes('1'));
    const item = outcomeOf(await seed({ force: true }), 'skill:git', 'en');
    expect(item).toMatchObject({ outcome: 'update', changes: (left() as { changes: object[] }).changes });
    expect(item).not.toHaveProperty('keptShared');
    expect(await skillIn('git', 'en')).toMatchObject({ kind: 'hard' });
  });
});

describe('a manually created document that equals its file', () => {
  it('is adopted without a write, and updated from its file from then on', async () => {
    const manual = await documents('skill').create({
      locale: 'de',
      data: { name: 'git (de)', slug: 'git-de', kind: 'tool' },
    });
    expect(outcomeOf(await seed(), 'skill:git', 'de')).toMatchObject({ outcome: 'unchanged' });
    expect(await skillIn('git', 'de')).toMatchObject({ documentId: manual.documentId });
    expect(await skillIn('git', 'en')).toMatchObject({ documentId: manual.documentId });
    edit('git.yaml', 'git (de)', 'Git neu');
    expect(itemsOf(await seed(), 'update')).toEqual(['skill:git de']);
    expect(await skillIn('git', 'de')).toMatchObject({ documentId: manual.documentId, name: 'Git neu' });
  });
});

describe('a new release', () => {
  it('clears attributes that its files no longer have', async () => {
    edit('git.yaml', 'slug: git-de', 'slug: git-de, description: Damals');
    await seed();
    expect(await skillIn('git', 'de')).toMatchObject({ description: 'Damals' });
    edit('git.yaml', ', description: Damals', '');
    edit('git.yaml', 'shared: { kind: tool }\n', '');
    edit('backend.yaml', '    hero: { file: images/hero.png, alt: Ein Bild }\n', '');
    await seed();
    for (const locale of ['de', 'en']) {
      expect(await skillIn('git', locale)).toMatchObject({ kind: null, description: null });
    }
    expect(await backend('de', 'published')).toMatchObject({ hero: null });
    expect(itemsOf(await seed(), 'unchanged')).toHaveLength(10);
  });

  it('unpublishes an article that becomes a draft', async () => {
    await seed();
    edit('backend.yaml', 'status: published', 'status: draft');
    expect(outcomeOf(await seed(), 'article:backend', 'de').changes).toEqual([
      { path: 'status', old: 'published', new: 'draft' },
    ]);
    for (const locale of ['de', 'en']) {
      expect(await backend(locale, 'published')).toBeNull();
      expect(await backend(locale)).toMatchObject({ category: { slug: 'it' } });
    }
    expect(itemsOf(await seed(), 'unchanged')).toHaveLength(10);
  });

  it('replaces an image by another one of the same name', async () => {
    await seed();
    const before = (await backend('de', 'published')).hero!.file;
    write('images/hero.png', Buffer.from(WHITE, 'base64'));
    expect(outcomeOf(await seed(), 'article:backend', 'de').changes).toEqual([
      {
        path: 'hero.file',
        old: expect.stringMatching(/^hero\.png \([0-9a-f]{8}\)$/),
        new: expect.stringMatching(/^hero\.png \([0-9a-f]{8}\)$/),
      },
    ]);
    const after = (await backend('de', 'published')).hero!.file;
    expect(after.hash).not.toBe(before.hash);
    // Strapi encodes images again when they are uploaded, so they do not equal the files.
    const shown = await Promise.all([before, after].map(({ url }) => running.request.get(url)));
    const [old, current] = shown.map(({ body }) => (body as Buffer).toString('base64'));
    expect(shown.map(({ status }) => status)).toEqual([200, 200]);
    expect(current).not.toBe(old);
    expect(itemsOf(await seed(), 'unchanged')).toHaveLength(10);
  });

  it('is refused when it changes a published anchor', async () => {
    await seed();
    edit('backend.yaml', 'anchor: was-ist-das', 'anchor: ganz-anders');
    edit('git.yaml', 'git (de)', 'Git neu');
    await expect(seed()).rejects.toThrow(
      /backend\.yaml:14:\d+ {2}locales\.de\.definition\.anchor: This anchor is published as “was-ist-das”/
    );
    expect(await skillIn('git', 'de')).toMatchObject({ name: 'git (de)' });
  });
});

describe('a document that an editor has deleted', () => {
  const deleteSkill = async (key: string, locale = '*'): Promise<void> => {
    const { documentId } = (await skillIn(key, 'de'))!;
    await documents('skill').delete({ documentId, locale } as never);
  };
  const skillsOf = async (status = 'draft'): Promise<(string | undefined)[] | undefined> => {
    const found = (await documents('article').findFirst({
      locale: 'de',
      status,
      filters: { slug: 'backend-de' },
      populate: ['skills.items.skill'],
    } as never)) as unknown as { skills: { items: { skill: { slug: string } | null }[] } | null };
    return found.skills?.items.map(({ skill }) => skill?.slug);
  };

  beforeEach(() => {
    edit('backend.yaml', '[{ skill: git }]', '[{ skill: git, note: Eins }, { skill: sql }]');
  });

  it.each(['*', 'de'])('leaves documents that referenced it unedited (deleted in: %s)', async (locale) => {
    await seed();
    await deleteSkill('git', locale);
    expect(await skillsOf()).toEqual([undefined, 'sql-de']);
    expect(outcomeOf(await seed(), 'article:backend', 'de').outcome).toBe('unchanged');
    edit('backend.yaml', 'title: backend auf Deutsch', 'title: Neu');
    const { outcome, changes } = outcomeOf(await seed(), 'article:backend', 'de');
    // The item that has lost its skill is removed; the skill itself is not listed as added.
    expect([outcome, changes.map(({ path }) => path)]).toEqual(['update', ['title', 'skills.items[0]']]);
    for (const status of ['draft', 'published']) {
      expect(await backend('de', status)).toMatchObject({ title: 'Neu' });
      expect(await skillsOf(status)).toEqual(['sql-de']);
    }
    expect(itemsOf(await seed(), 'kept')).toEqual([]);
    expect((await seeding().status()).types).toContainEqual(
      expect.objectContaining({ type: 'article', edited: 0 })
    );
  });

  it('does not hide items that an editor has removed or added', async () => {
    await seed();
    const { documentId } = (await skillIn('sql', 'de'))!;
    await deleteSkill('git');
    await change({ skills: { items: [] } });
    edit('backend.yaml', 'title: backend auf Deutsch', 'title: Neu');
    expect(outcomeOf(await seed(), 'article:backend', 'de')).toMatchObject({ outcome: 'kept' });
    expect(await skillsOf()).toEqual([]);
    await change({ skills: { items: [{ skill: documentId }, { skill: documentId }] } });
    expect(outcomeOf(await seed(), 'article:backend', 'de')).toMatchObject({ outcome: 'kept' });
    expect(await skillsOf()).toEqual(['sql-de', 'sql-de']);
  });

  it('differs from a relation that an editor has removed or replaced, which is an edit', async () => {
    await seed();
    const { documentId } = await backend('de');
    const frontend = (await documents('article').findFirst({
      locale: 'de',
      filters: { slug: 'frontend-de' },
    })) as { documentId: string };
    for (const related of [[], [documentId], [frontend.documentId, documentId]]) {
      await change({ related });
      edit('backend.yaml', 'Vorspann', 'neuer Vorspann');
      expect(outcomeOf(await seed(), 'article:backend', 'de')).toMatchObject({
        outcome: 'kept',
        reason: 'edited',
      });
      expect((await backend()).related).toHaveLength(related.length);
    }
  });

  it('keeps an article unchanged that could not be published without it', async () => {
    await seed();
    const { documentId } = (await backend()).category as unknown as { documentId: string };
    await documents('category').delete({ documentId, locale: '*' } as never);
    edit('backend.yaml', 'title: backend auf Deutsch', 'title: Neu');
    const report = await seed();
    expect(report.failures).toEqual([]);
    expect(outcomeOf(report, 'article:backend', 'de')).toMatchObject({
      outcome: 'kept',
      reason: 'incomplete',
      fileChanged: true,
      changes: [{ path: 'title', old: 'backend auf Deutsch', new: 'Neu' }],
    });
    expect(await backend('de', 'published')).toMatchObject({ title: 'backend auf Deutsch' });
  });
});

describe('a document that an editor saves during the run', () => {
  /** Imports, and writes between the plan and the first write of the import, which does not await the callback. */
  const meanwhile = async (write: () => Promise<void>): Promise<RunReport> => {
    let written: Promise<void> | undefined;
    const report = await seed({
      onProgress: ({ phase, done }) => {
        if (phase === 'writing' && done === 0) written ??= write();
      },
    });
    if (!written) throw new Error('Nothing was written meanwhile');
    await written;
    return report;
  };

  it('is not overwritten, and the others are written', async () => {
    await seed();
    edit('backend.yaml', 'title: backend auf Deutsch', 'title: Neu');
    edit('git.yaml', 'git (de)', 'Git neu');
    const { documentId } = await backend();
    const report = await meanwhile(async () => {
      // The row as it is after an editor has saved; the document service would take longer than the run.
      await running.strapi.db.query(uid('article')).updateMany({
        where: { documentId, locale: 'de', publishedAt: null },
        data: { title: 'Schneller', updatedAt: new Date(Date.now() + 1000) },
      });
    });
    expect(report.failures).toEqual([
      { id: 'article:backend', message: expect.stringMatching(/changed while the import was running/) },
    ]);
    expect((await backend()).title).toBe('Schneller');
    expect(await skillIn('git', 'de')).toMatchObject({ name: 'Git neu' });
    expect(outcomeOf(await seed(), 'article:backend', 'de')).toMatchObject({
      outcome: 'kept',
      changes: expect.arrayContaining([{ path: 'title', old: 'Schneller', new: 'Neu' }]),
    });
  });
});

const category = (key: string, parent: string): string =>
  `type: category
key: ${key}
shared: { parent: ${parent} }
locales:
  de: { name: ${key}, slug: ${key} }
`;

describe('a cycle of categories, part of which exists only in the site', () => {
  const categoryOf = async (key: string) =>
    (await documents('category').findFirst({
      locale: 'de',
      filters: { slug: key },
      populate: ['parent'],
    } as never)) as unknown as { documentId: string; parent: { slug: string } | null };
  const move = async (key: string, below: string | null): Promise<void> => {
    const { documentId } = await categoryOf(key);
    const parent = below === null ? null : (await categoryOf(below)).documentId;
    await documents('category').update({ documentId, locale: 'de', data: { parent } } as never);
  };
  const remove = (name: string): void => rmSync(path.join(folder, name));

  it('is an issue at its place in the files', async () => {
    write('a.yaml', category('a', ''));
    write('b.yaml', category('b', 'c'));
    write('c.yaml', category('c', 'a'));
    await seed();
    remove('b.yaml');
    remove('c.yaml');
    edit('a.yaml', 'parent: ', 'parent: b');
    edit('git.yaml', 'git (de)', 'Git neu');
    const message =
      'The categories form a cycle: a → b → c → a. A category cannot lie below itself. ' +
      'In the site, b lies below c, c lies below a.';
    expect((await seed({ dryRun: true })).issues).toEqual([
      { file: 'a.yaml', line: 3, column: expect.any(Number), path: 'shared.parent', message },
    ]);
    await expect(seed()).rejects.toThrow(message);
    expect((await categoryOf('a')).parent).toBeNull();
    expect(await skillIn('git', 'de')).toMatchObject({ name: 'git (de)' });
  });

  it('is an issue where an editor has moved a category that a file has, too', async () => {
    write('a.yaml', category('a', ''));
    write('b.yaml', category('b', ''));
    await seed();
    await move('a', 'b');
    edit('b.yaml', 'parent: ', 'parent: a');
    await expect(seed()).rejects.toThrow(
      /b\.yaml:3:\d+ .*cycle: b → a → b\. .* In the site, a lies below b\./
    );
  });

  it('is reported once where the files alone form it', async () => {
    write('a.yaml', category('a', ''));
    write('b.yaml', category('b', 'a'));
    await seed();
    // In the site, b stays below a, since an editor has edited b.
    await documents('category').update({
      documentId: (await categoryOf('b')).documentId,
      locale: 'de',
      data: { name: 'B' },
    } as never);
    edit('a.yaml', 'parent: ', 'parent: b');
    const { issues } = await seed({ dryRun: true });
    expect(issues.map(({ file, path: place }) => [file, place])).toEqual([
      ['a.yaml', 'shared.parent'],
      ['b.yaml', 'shared.parent'],
    ]);
  });

  it('is no issue where the file is not written', async () => {
    write('a.yaml', category('a', 'b'));
    write('b.yaml', category('b', ''));
    await seed();
    remove('b.yaml');
    await move('a', null);
    await move('b', 'a');
    const report = await seed();
    expect(outcomeOf(report, 'category:a', 'de')).toMatchObject({ outcome: 'kept', reason: 'edited' });
    await expect(seed({ force: true })).rejects.toThrow(/cycle: a → b → a/);
    // Nor where it is not selected.
    expect((await seed({ force: true, only: ['git'] })).failures).toEqual([]);
  });
});

describe('files that contradict each other', () => {
  const wrong: [string, () => void, RegExp][] = [
    [
      'categories in a cycle',
      () => {
        write('a.yaml', category('a', 'b'));
        write('b.yaml', category('b', 'a'));
      },
      /a\.yaml:3:\d+ {2}shared\.parent: The categories form a cycle: a → b → a/,
    ],
    [
      'a slug twice',
      () => edit('sql.yaml', 'slug: sql-en', 'slug: git-en'),
      /sql\.yaml:6:\d+ {2}locales\.en\.slug: The file git\.yaml has the same address "git-en"/,
    ],
    [
      'a key twice',
      () => write('twice.yaml', skill('git')),
      /twice\.yaml:2:\d+ {2}key: The file git\.yaml has the same type and key/,
    ],
    [
      'an unknown language',
      () => edit('sql.yaml', '  en:', '  xx-nowhere:'),
      /sql\.yaml:6:\d+ {2}locales\.xx-nowhere: Strapi knows no such locale/,
    ],
    [
      'an unknown attribute',
      () => edit('sql.yaml', 'kind: tool', 'kidn: tool'),
      /sql\.yaml:3:\d+ {2}shared\.kidn: .*Did you mean "kind"\?/,
    ],
  ];

  it.each(wrong)(
    '%s: reported with file, line and path, and nothing is written',
    async (_, breakIt, message) => {
      breakIt();
      let refusal: unknown;
      const statements = await writesDuring(running.strapi, async () => {
        refusal = await seed().catch((error: unknown) => error);
      });
      expect(String(refusal)).toMatch(message);
      expect(statements).toEqual([]);
    }
  );
});
