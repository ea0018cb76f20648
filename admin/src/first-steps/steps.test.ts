import type { FormOverview } from '../../../server/src/admin-api/contracts';
import { doneSteps, fieldOf, STEPS } from './steps';

const overview = (more: Partial<FormOverview> = {}): FormOverview => ({
  outline: [],
  openPoints: [],
  completeness: { filled: [], empty: ['lead', 'definition', 'sources'] },
  readingMinutes: 1,
  ...more,
});

const section = { field: 'definition', type: 'definition', heading: 'What?' };

const point = (kind: 'save' | 'publish' | 'advice', field: string) => ({ kind, field, message: null });

describe('the steps to a published guide', () => {
  it('are done when the form says so', () => {
    const none = overview({ openPoints: [point('publish', 'lead')] });
    expect([...doneSteps(none, { isPublished: false })]).toEqual([]);
    const all = overview({
      outline: [section, section, section],
      openPoints: [point('advice', 'lead'), point('publish', 'hero.alt')],
      completeness: { filled: ['sources'], empty: [] },
    });
    expect([...doneSteps(all, { isPublished: true, hasPreviewed: true })]).toEqual([...STEPS]);
    const two = overview({ outline: [section, section] });
    expect([...doneSteps(two, { isPublished: false })]).toEqual(['head']);
  });

  it('lead to the field where they are done', () => {
    const given = overview({ openPoints: [point('advice', 'title'), point('publish', 'category')] });
    expect(STEPS.map((step) => fieldOf(step, given))).toEqual([
      'category',
      'definition',
      'sources',
      undefined,
      undefined,
    ]);
  });
});
