import { createRemembered } from './remembered';

/** A reading that ends when the test says so. */
const readings = () => {
  const open: ((value: string) => void)[] = [];
  const load = (): Promise<string> => new Promise((resolve) => void open.push(resolve));
  return { open, load };
};

describe('a remembered value', () => {
  it('is read once for everybody who waits for it, and kept', async () => {
    const { open, load } = readings();
    const remembered = createRemembered(load, 60_000);
    expect(remembered.peek()).toBeUndefined();
    const waiting = [remembered.get(), remembered.get()];
    open[0]!('first');
    expect(await Promise.all(waiting)).toEqual(['first', 'first']);
    expect(await remembered.get()).toBe('first');
    expect(remembered.peek()).toBe('first');
    expect(open).toHaveLength(1);
  });

  it('is too old after its time', async () => {
    const { open, load } = readings();
    const remembered = createRemembered(load, -1);
    const first = remembered.get();
    open[0]!('first');
    await first;
    expect(remembered.peek()).toBeUndefined();
    const second = remembered.get();
    open[1]!('second');
    expect(await second).toBe('second');
  });

  it('is given to nobody who asks after it was forgotten, even if it was still being read', async () => {
    const { open, load } = readings();
    const remembered = createRemembered(load, 60_000);
    const before = remembered.get();
    remembered.forget();
    const after = remembered.get();
    open[1]!('new');
    expect(await after).toBe('new');
    // The reading that was begun before ends last, and must not take the place of the other one.
    open[0]!('old');
    expect(await before).toBe('old');
    expect(await remembered.get()).toBe('new');
    remembered.forget();
    expect(remembered.peek()).toBeUndefined();
  });

  it('is not kept when it must not be', async () => {
    const { open, load } = readings();
    const remembered = createRemembered(load, 60_000, (value) => value !== 'none');
    const first = remembered.get();
    open[0]!('none');
    expect(await first).toBe('none');
    expect(remembered.peek()).toBeUndefined();
  });

  it('is read again after a reading that failed', async () => {
    let fails = true;
    const remembered = createRemembered(async () => {
      if (fails) throw new Error('no database');
      return 'value';
    }, 60_000);
    await expect(remembered.get()).rejects.toThrow('no database');
    fails = false;
    expect(await remembered.get()).toBe('value');
  });
});
