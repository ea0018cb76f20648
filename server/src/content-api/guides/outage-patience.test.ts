import { isPresent, waitForResponse, type Patience } from './outage-patience';

const never = new Promise<never>(() => {});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that goes on by itself whenever nothing else happens. */
const createClock = () => {
  let now = 0;
  return {
    now: (): number => now,
    at: async (time: number): Promise<void> => {
      while (now < time) await turn();
    },
    wait: async <Value>(promise: Promise<Value>, ms: number): Promise<Value | 'late'> => {
      const end = now + ms;
      let result: { value: Value } | undefined;
      void promise.then((value) => (result = { value }));
      await turn();
      for (; result === undefined && now < end; now += 1) await turn();
      return result === undefined ? 'late' : result.value;
    },
  };
};

type Clock = ReturnType<typeof createClock>;

const patienceOf = ({ wait }: Clock, probe: () => Promise<boolean>): Patience => ({
  probe,
  wait: wait as NonNullable<Patience['wait']>,
});

it('gives up in less than 2 s when neither a response comes nor the database answers', async () => {
  const clock = createClock();
  expect(
    await waitForResponse(
      never,
      patienceOf(clock, () => never)
    )
  ).toBe('absent');
  expect(clock.now()).toBeLessThan(2000);
});

it('asks in less than 2 s in all whether a response at the last moment comes from an outage', async () => {
  const clock = createClock();
  const patience = patienceOf(clock, () => never);
  expect(await waitForResponse(clock.at(1199), patience)).toBe('done');
  expect(await isPresent(patience)).toBe(false);
  expect(clock.now()).toBeLessThan(2000);
});

it('waits for a slow response as long as the database is there, and gives up when it goes', async () => {
  const clock = createClock();
  const slow = patienceOf(clock, async () => true);
  expect(await waitForResponse(clock.at(9000), slow)).toBe('done');
  const goes = patienceOf(clock, async () => clock.now() < 14_000);
  expect(await waitForResponse(never, goes)).toBe('absent');
  expect(clock.now()).toBeLessThan(16_000);
});

it('goes on waiting where nobody may be left without a response', async () => {
  const clock = createClock();
  const patience = { ...patienceOf(clock, () => never), mayGiveUp: () => clock.now() > 5000 };
  expect(await waitForResponse(never, patience)).toBe('absent');
  expect(clock.now()).toBeGreaterThan(5000);
});

it('gives a response up that never comes although the database is there', async () => {
  const clock = createClock();
  const present = patienceOf(clock, async () => true);
  expect(await waitForResponse(never, present)).toBe('late');
  expect(clock.now()).toBeGreaterThan(5000);
});
