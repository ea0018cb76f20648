import { isAvailable, waitForResponse, type Patience } from './wait-for-response';

const never = new Promise<never>(() => {});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that advances whenever nothing else happens. */
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

it('gives up in less than 2 s without a response and without the database', async () => {
  const clock = createClock();
  expect(
    await waitForResponse(
      never,
      patienceOf(clock, () => never)
    )
  ).toBe('unavailable');
  expect(clock.now()).toBeLessThan(2000);
});

it('probes the database after a response at the last moment in less than 2 s in all', async () => {
  const clock = createClock();
  const patience = patienceOf(clock, () => never);
  expect(await waitForResponse(clock.at(1199), patience)).toBe('done');
  expect(await isAvailable(patience)).toBe(false);
  expect(clock.now()).toBeLessThan(2000);
});

it('waits for a slow response while the database is available, and gives up when it no longer is', async () => {
  const clock = createClock();
  const slow = patienceOf(clock, async () => true);
  expect(await waitForResponse(clock.at(9000), slow)).toBe('done');
  const breaksDown = patienceOf(clock, async () => clock.now() < 14_000);
  expect(await waitForResponse(never, breaksDown)).toBe('unavailable');
  expect(clock.now()).toBeLessThan(16_000);
});

it('keeps waiting for a request that may not be given up', async () => {
  const clock = createClock();
  const patience = { ...patienceOf(clock, () => never), mayGiveUp: () => clock.now() > 5000 };
  expect(await waitForResponse(never, patience)).toBe('unavailable');
  expect(clock.now()).toBeGreaterThan(5000);
});

it('gives up a response that never comes although the database is available', async () => {
  const clock = createClock();
  const available = patienceOf(clock, async () => true);
  expect(await waitForResponse(never, available)).toBe('late');
  expect(clock.now()).toBeGreaterThan(5000);
});
