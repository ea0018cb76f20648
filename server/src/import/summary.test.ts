import { summarise } from './summary';
import { planItem, runReport } from '../../../tests/support/unit/plans';

describe('summarise', () => {
  it('counts the outcomes in one line when nothing needs attention', () => {
    expect(summarise(runReport([]))).toEqual(['0 created, 0 updated, 0 unchanged, 0 kept, 0 deleted']);
    const items = (['create', 'create', 'update', 'unchanged'] as const).map((outcome) =>
      planItem({ outcome })
    );
    expect(summarise(runReport(items))).toEqual(['2 created, 1 updated, 1 unchanged, 0 kept, 0 deleted']);
  });

  it('lists the documents that were kept, skipped or not written', () => {
    const report = runReport(
      [
        planItem({ outcome: 'kept' }),
        planItem({ outcome: 'kept', locale: 'en' }),
        planItem({ outcome: 'deleted', key: 'frontend', id: 'article:frontend' }),
      ],
      { skippedLocales: ['fr', 'nl'], failures: [{ id: 'article:devops', message: 'The disk is full.' }] }
    );
    expect(summarise(report)).toEqual([
      '0 created, 0 updated, 0 unchanged, 2 kept, 1 deleted',
      'kept: changed or created by an editor: article:backend (de), article:backend (en)',
      'deleted by an editor, not restored: article:frontend (de)',
      'skipped, because this site does not have the locale: fr, nl',
      'not written: article:devops: The disk is full.',
    ]);
  });
});
