import { createLines, describeProgress, describeTime } from './progress';
import type { Progress } from '../server/src/import/report';

const at = (phase: Progress['phase'], done: number, total: number): Progress => ({ phase, done, total });

describe('the state of a run', () => {
  it.each([
    [at('writing', 500, 2000), 5000, 'Writing: 500 of 2,000 documents, 100 documents/s, 15 s left'],
    [at('writing', 3, 10), 2000, 'Writing: 3 of 10 documents, 1.5 documents/s, 5 s left'],
    [at('writing', 10, 10), 2000, 'Writing: 10 of 10 documents, 5.0 documents/s'],
    [at('planning', 1200, 0), 1000, 'Comparing: 1,200 documents, 1,200 documents/s'],
    [at('planning', 1, 2), 10, 'Comparing: 1 of 2 documents'],
    [at('writing', 0, 2000), 5000, 'Writing: 0 of 2,000 documents'],
    [at('waiting', 0, 0), 5000, 'Waiting for another import to finish'],
  ])('%j after %d ms', (progress, elapsed, text) => {
    expect(describeProgress(progress, elapsed)).toBe(text);
  });

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [125, '2 min 5 s'],
    [3780, '1 h 3 min'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(describeTime(seconds)).toBe(text);
  });
});

describe('without a terminal', () => {
  const record = () => {
    const lines: string[] = [];
    const clock = { now: 0 };
    const reporter = createLines(
      (line) => void lines.push(line),
      () => clock.now
    );
    return { lines, clock, ...reporter };
  };

  it('a line is printed every few seconds, however often progress is reported', () => {
    const { lines, clock, onProgress, finish } = record();
    for (let done = 0; done < 1200; done += 1) {
      clock.now = done * 10;
      onProgress(at('writing', done, 1200));
    }
    expect(lines).toEqual([
      'Writing: 500 of 1,200 documents, 100 documents/s, 7 s left',
      'Writing: 1,000 of 1,200 documents, 100 documents/s, 2 s left',
    ]);
    onProgress(at('writing', 1200, 1200));
    finish();
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toMatch(/^Writing: 1,200 of 1,200 documents/);
  });

  it('each phase ends with a line, and none is printed twice', () => {
    const { lines, onProgress, finish } = record();
    onProgress(at('planning', 0, 0));
    onProgress(at('planning', 2, 0));
    onProgress(at('writing', 2, 2));
    finish();
    finish();
    expect(lines).toEqual(['Comparing: 2 documents', 'Writing: 2 of 2 documents']);
  });

  it('waiting is reported at once', () => {
    const { lines, onProgress } = record();
    onProgress(at('waiting', 0, 0));
    expect(lines).toEqual(['Waiting for another import to finish']);
    onProgress(at('planning', 0, 0));
    expect(lines).toHaveLength(1);
  });
});
