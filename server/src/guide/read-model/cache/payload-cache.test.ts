import { PayloadCache, type Produced } from './payload-cache';

const produced = (value: string | undefined, isCacheable = true): Produced<string | undefined> => ({
  value,
  bytes: (value?.length ?? 0) * 2,
  isCacheable,
});

interface Deferred {
  promise: Promise<Produced<string | undefined>>;
  resolve: (value: Produced<string | undefined>) => void;
  reject: (error: Error) => void;
}

const createDeferred = (): Deferred => {
  const deferred: Partial<Deferred> = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  return deferred as Deferred;
};

/** A cache whose next value waits to be produced. */
const createWaiting = () => {
  const cache = new PayloadCache(2 ** 20);
  const pending: Deferred[] = [];
  return {
    cache,
    fetch: (): Promise<string | undefined> =>
      cache.fetch('key', () => {
        pending.push(createDeferred());
        return pending.at(-1)!.promise;
      }),
    produce: (value: Produced<string | undefined>): void => pending.at(-1)!.resolve(value),
    fail: (error: Error): void => pending.at(-1)!.reject(error),
    count: (): number => pending.length,
  };
};

it('produces a value once for all readers that wait for it, and caches it', async () => {
  const { cache, fetch, produce, count } = createWaiting();
  const waiting = [fetch(), fetch()];
  produce(produced('value'));
  expect(await Promise.all(waiting)).toEqual(['value', 'value']);
  expect(await fetch()).toBe('value');
  expect(count()).toBe(1);
  expect(cache.stats).toMatchObject({ hits: 1, misses: 1, entries: 1 });
});

it.each([
  ['that is not cacheable', produced('value', false)],
  ['that does not exist', produced(undefined)],
  ['that is larger than the cache', { value: 'value', bytes: 2 ** 21, isCacheable: true }],
])('gives a value %s to the readers that wait, and does not cache it', async (_what, value) => {
  const { cache, fetch, produce } = createWaiting();
  const waiting = [fetch(), fetch()];
  produce(value);
  expect(await Promise.all(waiting)).toEqual([value.value, value.value]);
  expect([cache.get('key'), cache.has('key'), cache.stats.bytes]).toEqual([undefined, false, 0]);
});

it('does not cache a failure', async () => {
  const { fetch, fail, produce, count } = createWaiting();
  const waiting = Promise.allSettled([fetch(), fetch()]);
  fail(new Error('connection lost'));
  expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = fetch();
  produce(produced('value'));
  expect(await next).toBe('value');
  expect(count()).toBe(2);
});

it('gives a value to its readers when the cache was cleared meanwhile, and does not cache it', async () => {
  const { cache, fetch, produce } = createWaiting();
  const waiting = fetch();
  cache.clear();
  produce(produced('value'));
  expect(await waiting).toBe('value');
  expect(cache.has('key')).toBe(false);
});

it('evicts what was not used for longest', () => {
  const cache = new PayloadCache(1000);
  cache.set('a', 'x', 400);
  cache.set('b', 'x', 400);
  cache.get('a');
  cache.set('c', 'x', 400);
  expect(['a', 'b', 'c'].filter((key) => cache.has(key))).toEqual(['a', 'c']);
});
