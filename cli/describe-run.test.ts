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
      '3 to create, 0 to update, 1 unchanged, 0 kept, 0 gone (each language counts). Nothing was written.',
    ]);
  });

  it('shows what the site has and what the file says, for each field that differs', () => {
    const report = runReport([planItem({ outcome: 'update', changes: [title] })]);
    expect(describeReport(report).slice(0, 5)).toEqual([
      'Will be updated (1 document)',
      '  After - what the site has, after + what the file says:',
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

  it('explains what is kept, whether its file has something newer, and how one takes the file instead', () => {
    const kept = planItem({ outcome: 'kept', reason: 'edited', fileChanged: true, changes: [title] });
    const lines = describeReport(runReport([kept]), { command: 'career-field import ./guides' });
    expect(lines).toEqual([
      'Kept as an editor has left them (1 document)',
      '  Somebody has changed these in the site since they came from a file. They are left alone.',
      '  After - what the site has, after + what the file says:',
      '    article:backend  de  (the file has something newer)',
      '      title',
      '        - Backend',
      '        + Backend-Entwicklung',
      '  To have what the file says instead: career-field import ./guides --force --only article:backend',
      '',
      '0 to create, 0 to update, 0 unchanged, 1 kept, 0 gone (each language counts). Nothing was written.',
    ]);
    const same = describeReport(runReport([{ ...kept, fileChanged: false }]));
    expect(same).toContain('    article:backend  de  (the file has not changed meanwhile)');
    const inOne = describeReport(runReport([kept, { ...kept, locale: 'en', fileChanged: false }]));
    expect(inOne).toContain('    article:backend  de, en  (the file has something newer in de)');
  });

  it('tells what was made by hand apart from what was changed', () => {
    const lines = describeReport(
      runReport([
        planItem({ outcome: 'kept', reason: 'edited', fileChanged: false }),
        planItem({ key: 'frontend', outcome: 'kept', reason: 'made-by-hand' }),
      ])
    );
    expect(lines).toContain('Kept as an editor has left them (1 document)');
    expect(lines).toContain('Kept as somebody has made them by hand (1 document)');
  });

  it('says what is left alone because all languages share it, and whose it is', () => {
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
    const sentence = 'codes: left alone. All languages share it, and de is as an editor has left it.';
    expect(describeReport(runReport([update]))).toEqual([
      'Will be updated (1 document)',
      '  After - what the site has, after + what the file says:',
      '    article:backend  en',
      '      title',
      '        - Backend',
      '        + Backend-Entwicklung',
      `      ${sentence}`,
      '',
      '0 to create, 1 to update, 0 unchanged, 0 kept, 0 gone (each language counts). Nothing was written.',
    ]);
    expect(describeReport(runReport([update], { dryRun: false })).slice(0, 3)).toEqual([
      'Updated (1 document)',
      '    article:backend  en',
      `      ${sentence}`,
    ]);

    const kept = planItem({ outcome: 'kept', reason: 'edited', fileChanged: true, changes: [title] });
    const beside = planItem({ ...item, outcome: 'kept', reason: 'shared', fileChanged: true, locale: 'en' });
    const lines = describeReport(runReport([kept, beside]));
    expect(lines[0]).toBe('Kept as an editor has left them (1 document)');
    expect(lines).toContain('    article:backend  de, en  (the file has something newer)');
    expect(lines).toContain(`      en: ${sentence}`);
    expect(lines).toContain(
      '  To have what the file says instead: career-field seed --force --only article:backend'
    );
    // No force changes a language that no file has.
    const byHand = { locales: ['fr', 'it'], changes: [{ path: 'category', old: 'a', new: 'b' }, title] };
    const alone = describeReport(runReport([{ ...beside, keptShared: byHand }]));
    expect(alone.slice(2, 5)).toEqual([
      '    article:backend  en  (the file has something newer)',
      '      category, title: left alone. All languages share them, and fr, it are as an editor has left them.',
      '',
    ]);
  });

  it('says why a new version of what lost something cannot be brought in', () => {
    const kept = planItem({ outcome: 'kept', reason: 'incomplete', fileChanged: true, changes: [title] });
    expect(describeReport(runReport([kept])).slice(0, 4)).toEqual([
      'Kept, because an editor has deleted what they need (1 document)',
      '  Without it, what the file says could not be published. Choose something else for it in the site.',
      '  After - what the site has, after + what the file says:',
      '    article:backend  de  (the file has something newer)',
    ]);
  });

  it('does not bring back what was deleted, and says how one does', () => {
    const lines = describeReport(runReport([planItem({ outcome: 'gone', reason: 'deleted' })]));
    expect(lines.slice(0, 3)).toEqual([
      'Deleted by an editor, and not brought back (1 document)',
      '    article:backend  de',
      '  To bring one back: career-field seed --force --only article:backend',
    ]);
  });

  it.each([
    ['update', 'edited', 'Will be overwritten, because of --force (1 document)'],
    ['update', 'made-by-hand', 'Will be taken over, because of --force (1 document)'],
    ['create', 'deleted', 'Will be brought back, because of --force (1 document)'],
  ] as const)('names what force would %s although it was %s', (outcome, reason, heading) => {
    const lines = describeReport(runReport([planItem({ outcome, reason, changes: [title] })]));
    expect(lines[0]).toBe(heading);
    expect(lines).not.toContain('Will be updated (1 document)');
    expect(lines).not.toContain('Will be created (1 document)');
  });

  it('gives file, line, column and field of what is not right', () => {
    const fault = {
      file: 'articles/backend.yaml',
      line: 12,
      column: 7,
      path: 'locales.de.titel',
      message: '"titel" is not known here. Did you mean "title"?',
    };
    expect(describeReport(runReport([], { faults: [fault, { ...fault, path: '' }] }))).toEqual([
      'Not right; nothing is written before this is corrected',
      '  articles/backend.yaml:12:7  locales.de.titel: "titel" is not known here. Did you mean "title"?',
      '  articles/backend.yaml:12:7  "titel" is not known here. Did you mean "title"?',
      '',
      '0 to create, 0 to update, 0 unchanged, 0 kept, 0 gone (each language counts), 2 faults in the files. Nothing was written.',
    ]);
  });

  it('names the languages that the site has not', () => {
    const lines = describeReport(runReport([], { skippedLocales: ['fr', 'it'] }));
    expect(lines[0]).toBe('Left out, because the site has not these languages: fr, it');
    expect(describeReport(runReport([], { skippedLocales: ['fr'] }))[0]).toBe(
      'Left out, because the site has not this language: fr'
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
    expect(lines.at(-1)).toBe('0 created, 1 updated, 0 unchanged, 1 kept, 0 gone (each language counts)');
  });

  it('names what could not be written, and why', () => {
    const failures = [{ id: 'article:backend', message: 'The address is taken.' }];
    const lines = describeReport(runReport([], { dryRun: false, failures }));
    expect(lines).toContain('Could not be written (1 document)');
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
    faults: [{ file: '\u001b.yaml', line: 1, column: 1, path: '', message: hostile }],
  });
  // eslint-disable-next-line no-control-regex -- they are what must not be there
  expect(describeReport(report).join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
});
