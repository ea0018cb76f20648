import { stepsOf } from '../support/unit/steps';

const work = (times: number): void => {
  for (let index = 0; index < times; index += 1) Math.sqrt(index);
};

describe('stepsOf', () => {
  it('grows with the work and is the same each time', () => {
    const [few, again, many] = [1_000, 1_000, 10_000].map((times) => stepsOf(() => work(times))) as [
      number,
      number,
      number,
    ];
    expect(few).toBeGreaterThanOrEqual(1_000);
    expect(again).toBe(few);
    expect(many - few).toBe(9_000);
  });
});
