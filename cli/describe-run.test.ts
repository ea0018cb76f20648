import { describeReport } from './describe-run';
import { planItem, runReport } from '../tests/support/unit/plans';

const title = { path: 'title', old: 'Backend', new: 'Backend-Entwicklung' };

describe('the plan', () => {
  it('tells the documents that will be created, each with its languages, and ends with the counts', () => {
    const report = runReport([
      planItem(),
      planItem({ locale: 'en' }),
      planItem({ key: 'frontend' }),
      planItem({ key: 'devops', outcome: 'unchanged' }),
    ]);
    expect(describeReport(report)).toEqual([
      'Will be created (2 documents)',
      '    article:backend  de, en',
      '    article:frontend  de',
      '',
      '3 to create, 0 to update, 1 unchanged, 0 kept, 0 deleted (each locale counts). Nothing was written.',
    ]);
  });

  it('shows what the site has and what the file says, for each field that differs', () => {
    const report = runReport([planItem({ outcome: 'update', changes: [title] })]);
    expect(describeReport(report).slice(0, 5)).toEqual([
      'Will be updated (1 document)',
      '  - in the site, + in the file:',
      '    article:backend  de',
      '      title',
      '        - Backend',
    ]);
    expect(describeReport(report)[5]).toBe('        + Backend-Entwicklung');
  });

  it('says of each field which language it is in, where a document has several', () => {
    const update = planItem({ outcome: 'update', changes: [title] });
    const lines = describeReport(runReport([update, { ...update, locale: 'en' }]));
    expect(lines).toContain('      de: title');
    expect(lines).toContain('      en: title');
  });

  it('explains what is kept, whether its file has changed, and how to overwrite it', () => {
    const kept = planItem({ outcome: 'kept', reason: 'edited', fileChanged: true, changes: [title] });
    const lines = describeReport(runReport([kept]), { command: 'career-field import ./guides' });
    expect(lines).toEqual([
      'Kept: changed by an editor (1 document)',
      '  An editor has changed these documents since they were imported.',
      '  - in the site, + in the file:',
      '    article:backend  de  (the file has changed)',
      '      title',
      '        - Backend',
      '        + Backend-Entwicklung',
      '  To overwrite one with its file: career-field import ./guides --force --only article:backend',
      '',
      '0 to create, 0 to update, 0 unchanged, 1 kept, 0 deleted (each locale counts). Nothing was written.',
    ]);
    const same = describeReport(runReport([{ ...kept, fileChanged: false }]));
    expect(same).toContain('    article:backend  de  (the file has not changed)');
    const inOne = describeReport(runReport([kept, { ...kept, locale: 'en', fileChanged: false }]));
    expect(inOne).toContain('    article:backend  de, en  (the file has changed in de)');
  });

  it('distinguishes documents that an editor has created from those that one has changed', () => {
    const lines = describeReport(
      runReport([
        planItem({ outcome: 'kept', reason: 'edited', fileChanged: false }),
        planItem({ key: 'frontend', outcome: 'kept', reason: 'created-by-editor' }),
      ])
    );
    expect(lines).toContain('Kept: changed by an editor (1 document)');
    expect(lines).toContain('Kept: created by an editor (1 document)');
  });

  it('lists the shared attributes that are kept, with the locales of editors', () => {
    const item = {
      outcome: 'update' as const,
      keptShared: {
        locales: ['de'],
        changes: [
          { path: 'codes[0].code', old: '1', new: '2' },
          { path: 'codes[0].label', old: 'A', new: 'B' },
        ],
      },
    };
    const update = planItem({ ...item, locale: 'en', changes: [title] });
    const sentence = 'codes: kept. All locales share it, and an editor has changed de.';
    expect(describeReport(runReport([update]))).toEqual([
      'Will be updated (1 document)',
      '  - in the site, + in the file:',
      '    article:backend  en',
      '      title',
      '        - Backend',
      '        + Backend-Entwicklung',
      `      ${sentence}`,
      '',
      '0 to create, 1 to update, 0 unchanged, 0 kept, 0 deleted (each locale counts). Nothing was written.',
    ]);
    expect(describeReport(runReport([update], { dryRun: false })).slice(0, 3)).toEqual([
      'Updated (1 document)',
      '    article:backend  en',
      `      ${sentence}`,
    ]);

    const kept = planItem({ outcome: 'kept', reason: 'edited', fileChanged: true, changes: [title] });
    const beside = planItem({ ...item, outcome: 'kept', reason: 'shared', fileChanged: true, locale: 'en' });
    const lines = describeReport(runReport([kept, beside]));
    expect(lines[0]).toBe('Kept: changed by an editor (1 document)');
    expect(lines).toContain('    article:backend  de, en  (the file has changed)');
    expect(lines).toContain(`      en: ${sentence}`);
    expect(lines).toContain(
      '  To overwrite one with its file: career-field seed --force --only article:backend'
    );
    // No force changes a language that no file has.
    const ofEditors = { locales: ['fr', 'it'], changes: [{ path: 'category', old: 'a', new: 'b' }, title] };
    const alone = describeReport(runReport([{ ...beside, keptShared: ofEditors }]));
    expect(alone.slice(2, 5)).toEqual([
      '    article:backend  en  (the file has changed)',
      '      category, title: kept. All locales share them, and an editor has changed fr, it.',
      '',
    ]);
  });

  it('says why a new version cannot be imported without a deleted document', () => {
    const kept = planItem({ outcome: 'kept', reason: 'incomplete', fileChanged: true, changes: [title] });
    expect(describeReport(runReport([kept])).slice(0, 4)).toEqual([
      'Kept: an editor has deleted a document that they need (1 document)',
      '  Without it, the content of the file cannot be published. Choose another one in the site.',
      '  - in the site, + in the file:',
      '    article:backend  de  (the file has changed)',
    ]);
  });

  it('does not restore deleted documents, and says how to', () => {
    const lines = describeReport(runReport([planItem({ outcome: 'deleted', reason: 'deleted' })]));
    expect(lines.slice(0, 3)).toEqual([
      'Deleted by an editor, not restored (1 document)',
      '    article:backend  de',
      '  To restore one: career-field seed --force --only article:backend',
    ]);
  });

  it.each([
    ['update', 'edited', 'Will be overwritten (--force) (1 document)'],
    ['update', 'created-by-editor', 'Created by an editor, will be overwritten (--force) (1 document)'],
    ['create', 'deleted', 'Will be restored (--force) (1 document)'],
  ] as const)('names what force would %s although it was %s', (outcome, reason, heading) => {
    const lines = describeReport(runReport([planItem({ outcome, reason, changes: [title] })]));
    expect(lines[0]).toBe(heading);
    expect(lines).not.toContain('Will be updated (1 document)');
    expect(lines).not.toContain('Will be created (1 document)');
  });

  it('gives file, line, column and field of what is not right', () => {
    const issue = {
      file: 'articles/backend.yaml',
      line: 12,
      column: 7,
      path: 'locales.de.titel',
      message: '"titel" is not known here. Did you mean "title"?',
    };
    expect(describeReport(runReport([], { issues: [issue, { ...issue, path: '' }] }))).toEqual([
      'Issues; nothing is written before they are corrected',
      '  articles/backend.yaml:12:7  locales.de.titel: "titel" is not known here. Did you mean "title"?',
      '  articles/backend.yaml:12:7  "titel" is not known here. Did you mean "title"?',
      '',
      '0 to create, 0 to update, 0 unchanged, 0 kept, 0 deleted (each locale counts), 2 issues in the files. Nothing was written.',
    ]);
  });

  it('names the languages that the site has not', () => {
    const lines = describeReport(runReport([], { skippedLocales: ['fr', 'it'] }));
    expect(lines[0]).toBe('Skipped locales that the site does not have: fr, it');
    expect(describeReport(runReport([], { skippedLocales: ['fr'] }))[0]).toBe(
      'Skipped a locale that the site does not have: fr'
    );
  });

  it('lists a few of thousands, and counts the others', () => {
    const items = Array.from({ length: 2000 }, (_, index) => planItem({ key: `occupation-${index}` }));
    const lines = describeReport(runReport(items));
    expect(lines).toHaveLength(1 + 20 + 1 + 2);
    expect(lines[21]).toBe('    … and 1,980 more (--json lists all of them)');
    expect(lines.at(-1)).toMatch(/^2,000 to create/);
  });

  it('lists a few of many fields, and counts the others', () => {
    const changes = Array.from({ length: 25 }, (_, index) => ({ path: `faq[${index}]`, old: 'a', new: 'b' }));
    const lines = describeReport(runReport([planItem({ outcome: 'update', changes })]));
    expect(lines).toContain('      faq[19]');
    expect(lines).not.toContain('      faq[20]');
    expect(lines).toContain('      … and 5 more fields');
  });
});

describe('the report of a run', () => {
  it('names what was written, and the fields only of what was kept', () => {
    const lines = describeReport(
      runReport(
        [
          planItem({ outcome: 'update', changes: [title] }),
          planItem({ key: 'frontend', outcome: 'kept', reason: 'edited', changes: [title] }),
        ],
        { dryRun: false }
      )
    );
    expect(lines.slice(0, 3)).toEqual(['Updated (1 document)', '    article:backend  de', '']);
    expect(lines.filter((line) => line === '      title')).toHaveLength(1);
    expect(lines.at(-1)).toBe('0 created, 1 updated, 0 unchanged, 1 kept, 0 deleted (each locale counts)');
  });

  it('names what could not be written, and why', () => {
    const failures = [{ id: 'article:backend', message: 'The address is taken.' }];
    const lines = describeReport(runReport([], { dryRun: false, failures }));
    expect(lines).toContain('Failed (1 document)');
    expect(lines).toContain('    article:backend: The address is taken.');
    expect(lines.at(-1)).toMatch(/, 1 failed$/);
  });
});

it('colours what goes red and what comes green, and nothing where there are no colours', () => {
  const report = runReport([planItem({ outcome: 'update', changes: [title] })]);
  const paint = (style: string, text: string): string => `<${style}>${text}</${style}>`;
  const lines = describeReport(report, { paint });
  expect(lines).toContain('<red>        - Backend</red>');
  expect(lines).toContain('<green>        + Backend-Entwicklung</green>');
  expect(describeReport(report).join('\n')).not.toContain('\u001b');
});

it('hands nothing of a text to the terminal that would act on it', () => {
  const hostile = 'Back\u001b[2Jend\u202e\u0007\r\ntwo';
  const change = { path: 'ti\u001btle', old: undefined, new: hostile };
  const report = runReport([planItem({ key: 'a\u001b[0m', outcome: 'update', changes: [change] })], {
    failures: [{ id: 'article:\u0007', message: hostile }],
    issues: [{ file: '\u001b.yaml', line: 1, column: 1, path: '', message: hostile }],
  });
  // eslint-disable-next-line no-control-regex -- they are what must not be there
  expect(describeReport(report).join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
});
