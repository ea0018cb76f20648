import { isKnown, momentOf } from './answer';

const ETAG = '"abc"';
const CHANGED = momentOf('2026-01-31T08:00:00.700Z');
const TIME = 'Sat, 31 Jan 2026 08:00:00 GMT';
const BEFORE = 'Sat, 31 Jan 2026 07:59:59 GMT';
const AFTER = 'Sun, 01 Feb 2026 00:00:00 GMT';

const known = (headers: Record<string, string>, hasTime = true): boolean =>
  isKnown(headers, { etag: ETAG, changed: CHANGED }, hasTime);

it('says the time of a change to the second', () => {
  expect(CHANGED?.text).toBe(TIME);
  expect(momentOf(undefined)).toBeUndefined();
});

it.each<Record<string, string>>([
  { 'if-none-match': ETAG },
  { 'if-none-match': `W/${ETAG}` },
  { 'if-none-match': `"a", ${ETAG}` },
  { 'if-none-match': `"a","b, c",W/${ETAG} , "d"` },
  { 'if-none-match': '*' },
  { 'if-none-match': ' * ' },
  { 'if-modified-since': TIME },
  { 'if-modified-since': AFTER },
  // The tag alone counts where there are both.
  { 'if-none-match': ETAG, 'if-modified-since': BEFORE },
  { 'if-none-match': ETAG, 'cache-control': 'max-age=0' },
  { 'if-none-match': ETAG, 'cache-control': 'x-no-cache' },
])('knows the answer with %j', (headers) => {
  expect(known(headers)).toBe(true);
});

it.each<Record<string, string>>([
  {},
  { 'if-none-match': '"other"' },
  { 'if-none-match': 'abc' },
  { 'if-none-match': '"a, *"' },
  { 'if-none-match': '"ab""c"' },
  { 'if-none-match': '' },
  { 'if-modified-since': BEFORE },
  { 'if-modified-since': 'yesterday' },
  { 'if-none-match': '"other"', 'if-modified-since': AFTER },
  { 'if-none-match': ETAG, 'cache-control': 'no-cache' },
  { 'if-none-match': ETAG, 'cache-control': 'max-age=0, no-cache' },
])('does not know the answer with %j', (headers) => {
  expect(known(headers)).toBe(false);
});

it('knows no answer by a time that it does not have', () => {
  expect(known({ 'if-modified-since': AFTER }, false)).toBe(false);
});
