import { keepShared } from './keep-shared';
import type { FieldChange } from '../report';
import { planItem } from '../../../../tests/support/unit/plans';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';

const strapi = createStrapiStandIn();

const title: FieldChange = { path: 'title', old: 'Backend', new: 'Server' };
const inLocale: FieldChange = { path: 'occupation.codes[0].code', old: '1', new: '2' };
const status: FieldChange = { path: 'status', old: 'published', new: 'draft' };
const category: FieldChange = { path: 'category', old: 'it', new: 'web' };
const related: FieldChange = { path: 'related', old: undefined, new: ['frontend'] };

const update = (...changes: FieldChange[]) => planItem({ outcome: 'update', changes });

const leave = (item = update(title), isUnfinished = false, changes = item.changes) =>
  keepShared(strapi, item, changes, ['de'], isUnfinished);

it('does not change an update without shared changes', () => {
  const item = update(title, inLocale, status);
  expect(leave(item)).toEqual(item);
});

it('removes shared changes from an update', () => {
  expect(leave(update(title, category, related))).toEqual({
    ...update(title),
    keptShared: { locales: ['de'], changes: [category, related] },
  });
});

it('keeps a document with shared changes only, even with force', () => {
  const kept = { outcome: 'kept', reason: 'shared', changes: [], keptShared: { changes: [category] } };
  expect(leave(update(category))).toMatchObject(kept);
  expect(leave({ ...update(category), reason: 'edited' })).toMatchObject(kept);
});

it('still finishes the write of an interrupted run', () => {
  expect(leave(update(category), true)).toMatchObject({ outcome: 'update', changes: [] });
});

it('reports only the shared changes of a new locale', () => {
  const item = planItem({ outcome: 'create' });
  expect(leave(item, false, [title, category])).toEqual({
    ...item,
    keptShared: { locales: ['de'], changes: [category] },
  });
});
