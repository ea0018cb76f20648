import { ExpiringValue } from './expiring-value';

interface Named {
  name: string;
}

/** Reads of the database that the test ends. */
const controlledReads = () => {
  const open: ((value: Named) => void)[] = [];
  const load = (): Promise<Named> => new Promise((resolve) => void open.push(resolve));
  return { open, load };
};

describe('an expiring value', () => {
  it('is read once for everybody who waits for it, and cached', async () => {
    const { open, load } = controlledReads();
    const value = new ExpiringValue(load, 60_000);
    expect(value.peek()).toBeUndefined();
    const waiting = [value.get(), value.get()];
    open[0]!({ name: 'first' });
    expect(await Promise.all(waiting)).toEqual([{ name: 'first' }, { name: 'first' }]);
    expect(await value.get()).toEqual({ name: 'first' });
    expect(value.peek()).toEqual({ name: 'first' });
    expect(open).toHaveLength(1);
  });

  it.each([
    ['after its time', 1, 10],
    ['at once where the site allows no age', 0, 0],
  ])('is read again %s', async (_, maxStaleMs, pause) => {
    const { open, load } = controlledReads();
    const value = new ExpiringValue(load, maxStaleMs);
    const first = value.get();
    open[0]!({ name: 'first' });
    await first;
    await new Promise((resolve) => setTimeout(resolve, pause));
    expect(value.peek()).toBeUndefined();
    const second = value.get();
    open[1]!({ name: 'second' });
    expect(await second).toEqual({ name: 'second' });
  });

  it('is read again after an invalidation, which a read under way does not outlive', async () => {
    const { open, load } = controlledReads();
    const value = new ExpiringValue(load, 60_000);
    const before = value.get();
    value.invalidate();
    const after = value.get();
    open[1]!({ name: 'new' });
    expect(await after).toEqual({ name: 'new' });
    // The invalidated read ends last.
    open[0]!({ name: 'old' });
    expect(await before).toEqual({ name: 'old' });
    expect(await value.get()).toEqual({ name: 'new' });
    value.invalidate();
    expect(value.peek()).toBeUndefined();
  });

  it('is read again after a read that failed', async () => {
    let fails = true;
    const value = new ExpiringValue(async () => {
      if (fails) throw new Error('no database');
      return { name: 'value' };
    }, 60_000);
    await expect(value.get()).rejects.toThrow('no database');
    fails = false;
    expect(await value.get()).toEqual({ name: 'value' });
  });
});
