import { entry } from '../../../../../tests/support/unit/guide-index';
import type { AssembledGuide } from '../../types';
import type { StoredGuide } from '../store/guide-row';
import { toFailedGuide, toReadyGuide, toRemovedGuide, type BuiltGuide } from './built-guide';

const KEY = { article: 'article-1', locale: 'en' };
const FIRST = '2026-01-01T00:00:00.000Z';
const LATER = '2026-02-02T00:00:00.000Z';

const assembled = (title: string): AssembledGuide => {
  const { slug, card, publishedAt, updatedAt } = entry(1);
  const guide = { slug, title, seo: { noIndex: false }, publishedAt, updatedAt };
  return {
    ...entry(1),
    guide,
    card,
    dependencies: ['skill:java', 'file:7'],
    changesOn: null,
  } as unknown as AssembledGuide;
};

/** The row after a build was stored. */
const stored = (built: BuiltGuide): StoredGuide => ({
  id: 1,
  key: 'article-1 en',
  article: built.article,
  language: built.locale,
  state: built.state,
  version: 1,
  sequence: 1,
  basis: 1,
  build: 'build',
  failure: built.failure ?? null,
  changedAt: built.changedAt ?? null,
  dependencies: built.dependencies ?? '',
  entry: built.entry ?? null,
});

const build = (title: string, row: StoredGuide | undefined, now: string): BuiltGuide =>
  toReadyGuide(KEY, row, assembled(title), { now, stamp: 'stamp' });

describe('toReadyGuide', () => {
  const first = build('Title', undefined, FIRST);

  it('is a change with the present time for a new guide', () => {
    expect(first).toMatchObject({
      state: 'ready',
      isChange: true,
      changedAt: FIRST,
      dependencies: '|skill:java|file:7|',
    });
  });

  it('is no change and keeps the time for the same content', () => {
    expect(build('Title', stored(first), LATER)).toMatchObject({ isChange: false, changedAt: FIRST });
  });

  it('is a change for other content, and for a guide that was removed or has failed', () => {
    const row = stored(first);
    const changes = { isChange: true, changedAt: LATER };
    expect(build('Other title', row, LATER)).toMatchObject(changes);
    expect(build('Title', { ...row, state: 'removed' }, LATER)).toMatchObject(changes);
    // Readers already have the guide, but other processes must know that it is current again.
    const healed = build('Title', { ...row, failure: 'invalid' }, LATER);
    expect(healed).toMatchObject({ isChange: true, changedAt: FIRST, failure: null });
  });
});

describe('toRemovedGuide', () => {
  it('is a change only for a guide that readers had', () => {
    const row = stored(build('Title', undefined, FIRST));
    expect(toRemovedGuide(KEY, undefined, LATER)).toBeUndefined();
    expect(toRemovedGuide(KEY, row, LATER)).toMatchObject({
      state: 'removed',
      isChange: true,
      changedAt: LATER,
      payload: null,
    });
    for (const state of ['removed', 'failed']) {
      const removed = toRemovedGuide(KEY, { ...row, state }, LATER);
      expect(removed).toMatchObject({ state: 'removed', isChange: false });
      expect(removed).not.toHaveProperty('changedAt');
    }
  });
});

describe('toFailedGuide', () => {
  it('keeps the payload of the last good guide, and is a change when the failure is new', () => {
    const row = stored(build('Title', undefined, FIRST));
    const failed = toFailedGuide(KEY, row, { failure: 'invalid', stamp: 'stamp' });
    expect(failed).toMatchObject({ state: 'ready', isChange: true, failure: 'invalid' });
    expect(failed).not.toHaveProperty('payload');
    const again = toFailedGuide(KEY, { ...row, failure: 'invalid' }, { failure: 'invalid', stamp: 'stamp' });
    expect(again.isChange).toBe(false);
  });

  it('is a failure without a guide when there never was one', () => {
    expect(toFailedGuide(KEY, undefined, { failure: 'invalid', stamp: undefined }).state).toBe('failed');
  });
});
