import { afterCheck } from './two-days';

const ANSWER = { result: '200', kind: 'answer' } as const;
const FAILURE = { result: '404', kind: 'failure' } as const;
const UNKNOWN = { result: 'not-public', kind: 'unknown' } as const;

type Step = readonly [moment: string, outcome: { result: string; kind: 'answer' | 'failure' | 'unknown' }];

/** Checks at some moments. @returns on which days it failed first and counted as broken, after each */
const statesAfter = (...steps: Step[]): (string | null)[][] => {
  let state: { failedOn: string | null; brokenOn: string | null } = { failedOn: null, brokenOn: null };
  return steps.map(([moment, outcome]) => {
    state = afterCheck(state, outcome, { now: new Date(moment), everyDays: 7 });
    return [state.failedOn, state.brokenOn];
  });
};

describe('a link', () => {
  it('is not broken after several failures on one day', () => {
    expect(statesAfter(['2026-11-01T00:00:00Z', FAILURE], ['2026-11-01T23:59:59Z', FAILURE]).at(-1)).toEqual([
      '2026-11-01',
      null,
    ]);
  });

  it('is broken after failures on two days in UTC, and stays so since the first one', () => {
    expect(
      statesAfter(
        ['2026-11-01T23:59:59Z', FAILURE],
        ['2026-11-02T00:00:00Z', FAILURE],
        ['2026-11-09T12:00:00Z', FAILURE]
      )
    ).toEqual([
      ['2026-11-01', null],
      ['2026-11-01', '2026-11-02'],
      ['2026-11-01', '2026-11-02'],
    ]);
  });

  it.each([ANSWER, UNKNOWN])('begins again after $result', (outcome) => {
    expect(
      statesAfter(
        ['2026-11-01T12:00:00Z', FAILURE],
        ['2026-11-02T12:00:00Z', FAILURE],
        ['2026-11-03T12:00:00Z', outcome],
        ['2026-11-04T12:00:00Z', FAILURE]
      ).slice(-2)
    ).toEqual([
      [null, null],
      ['2026-11-04', null],
    ]);
  });

  it('is checked again a day after a failure, and after the days of the config otherwise', () => {
    const dueAfter = (outcome: Step[1]): string =>
      afterCheck({ failedOn: null, brokenOn: null }, outcome, {
        now: new Date('2026-11-01T12:00:00Z'),
        everyDays: 7,
      }).dueAt;
    expect([FAILURE, ANSWER, UNKNOWN].map(dueAfter)).toEqual([
      '2026-11-02T12:00:00.000Z',
      '2026-11-08T12:00:00.000Z',
      '2026-11-08T12:00:00.000Z',
    ]);
  });
});
