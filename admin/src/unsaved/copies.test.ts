import {
  deleteCopiesOfCreated,
  deleteCopy,
  findCopies,
  keyOf,
  noteRestored,
  writeCopy,
  type Copy,
  type Owner,
} from './copies';

/** A browser's storage with room for some characters. */
const storageOf = (room: number): Storage => {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
    setItem(key: string, value: string) {
      const others = [...items].filter(([name]) => name !== key);
      const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
      if (used + key.length + value.length > room) throw new Error('QuotaExceededError');
      items.set(key, value);
    },
  };
};

const owner: Owner = { user: 1, model: 'plugin::career-field.article', documentId: 'a', locale: 'de' };
const copy = (at: number, text = 'x'): Copy => ({ at, values: { title: text } });
const titles = (storage: Storage, of: Owner = owner, form = 'now'): unknown[] =>
  findCopies(storage, of, form).map(({ values }) => values.title);

describe('copies of unsaved text', () => {
  it('belong to one administrator, entry and locale', () => {
    const storage = storageOf(100_000);
    expect(writeCopy(storage, owner, 'before', copy(1, 'mine'))).toBe(true);
    expect(titles(storage)).toEqual(['mine']);
    for (const other of [
      { user: 2 },
      { documentId: 'b' },
      { documentId: undefined },
      { locale: 'en' },
      { model: 'plugin::career-field.skill' },
    ]) {
      expect(titles(storage, { ...owner, ...other })).toEqual([]);
    }
  });

  it('are replaced while the same form is open, and not offered to it', () => {
    const storage = storageOf(100_000);
    writeCopy(storage, owner, 'now', copy(1, 'first'));
    writeCopy(storage, owner, 'now', copy(2, 'second'));
    expect(titles(storage)).toEqual([]);
    expect(titles(storage, owner, 'later')).toEqual(['second']);
  });

  it('are kept when text is typed again before they were restored, three for an entry', () => {
    const storage = storageOf(100_000);
    for (const at of [1, 2, 3, 4]) writeCopy(storage, owner, `form${at}`, copy(at, `${at}`));
    expect(titles(storage)).toEqual(['4', '3', '2']);
  });

  it('make room for the latest one', () => {
    const storage = storageOf(3000);
    for (const at of [1, 2, 3]) {
      writeCopy(storage, { ...owner, documentId: `${at}` }, 'form', copy(at, 'x'.repeat(800)));
    }
    expect(writeCopy(storage, owner, 'form', copy(4, 'y'.repeat(1500)))).toBe(true);
    expect(titles(storage, { ...owner, documentId: '3' })).toHaveLength(1);
    expect(titles(storage, { ...owner, documentId: '1' })).toEqual([]);
    expect(titles(storage)).toHaveLength(1);
  });

  it('are not stored where there is no room at all', () => {
    expect(writeCopy(storageOf(10), owner, 'form', copy(1))).toBe(false);
  });

  it('are deleted once a form shows them and has a copy of its own', () => {
    const storage = storageOf(100_000);
    writeCopy(storage, owner, 'before', copy(1, 'mine'));
    noteRestored(keyOf(owner, 'before'));
    expect(titles(storage)).toEqual(['mine']);
    writeCopy(storage, owner, 'now', copy(2, 'mine'));
    expect(titles(storage)).toEqual([]);
  });

  it('are deleted once a form that was restored from them is saved', () => {
    const storage = storageOf(100_000);
    writeCopy(storage, owner, 'before', copy(1, 'mine'));
    noteRestored(keyOf(owner, 'before'));
    deleteCopy(storage, owner, 'now');
    expect(titles(storage)).toEqual([]);
  });

  it('of a new entry are deleted once it is created, but not what was typed after it was sent', () => {
    const storage = storageOf(100_000);
    const fresh = { ...owner, model: 'plugin::career-field.skill', documentId: undefined };
    // Of another tab, or from before a crash.
    storage.setItem(keyOf(fresh, 'elsewhere'), JSON.stringify(copy(4, 'elsewhere')));
    writeCopy(storage, fresh, 'one', copy(5, 'sent'));
    writeCopy(storage, fresh, 'two', copy(9, 'later'));
    deleteCopiesOfCreated(storage, fresh.model, 7);
    expect(titles(storage, fresh)).toEqual(['later', 'elsewhere']);
    // The pause after typing has ended only now.
    expect(writeCopy(storage, fresh, 'three', copy(6, 'sent'))).toBe(false);
    expect(writeCopy(storage, fresh, 'three', copy(8, 'typed again'))).toBe(true);
    expect(titles(storage, fresh)).toEqual(['later', 'typed again', 'elsewhere']);
  });

  it('are deleted after two weeks, and when they cannot be read', () => {
    const storage = storageOf(100_000);
    writeCopy(storage, owner, 'old', copy(1));
    storage.setItem(keyOf(owner, 'broken'), '{');
    storage.setItem('of-the-site', '{');
    writeCopy(storage, { ...owner, documentId: 'b' }, 'new', copy(15 * 24 * 60 * 60 * 1000));
    expect(titles(storage)).toEqual([]);
    expect(storage.length).toBe(2);
    expect(storage.getItem('of-the-site')).toBe('{');
  });
});
