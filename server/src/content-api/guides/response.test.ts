import { changeTimeOf, isFresh } from './response';

const ETAG = '"abc"';
const CHANGED = changeTimeOf('2026-01-31T08:00:00.700Z');
const TIME = 'Sat, 31 Jan 2026 08:00:00 GMT';
const BEFORE = 'Sat, 31 Jan 2026 07:59:59 GMT';
const AFTER = 'Sun, 01 Feb 2026 00:00:00 GMT';

const freshWith = (headers: Record<string, string>, modified: string | undefined = TIME): boolean =>
  isFresh(headers, ETAG, modified);

it('formats the time of a change to the second', () => {
  expect(CHANGED?.text).toBe(TIME);
  expect(changeTimeOf(undefined)).toBeUndefined();
});

it.each<Record<string, string>>([
  { 'if-none-match': ETAG },
  { 'if-none-match': `W/${ETAG}` },
  { 'if-none-match': `"a", ${ETAG}` },
  { 'if-none-match': `"a","b, c",W/${ETAG} , "d"` },
  { 'if-none-match': '*' },
  { 'if-modified-since': TIME },
  { 'if-modified-since': AFTER },
  // The tag takes precedence over the time (RFC 9110, 13.1.3).
  { 'if-none-match': ETAG, 'if-modified-since': BEFORE },
  { 'if-none-match': ETAG, 'cache-control': 'max-age=0' },
  { 'if-none-match': ETAG, 'cache-control': 'x-no-cache' },
])('a reader has the response with %j', (headers) => {
  expect(freshWith(headers)).toBe(true);
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
])('a reader does not have the response with %j', (headers) => {
  expect(freshWith(headers)).toBe(false);
});

it('a time matches no response without Last-Modified', () => {
  expect(isFresh({ 'if-modified-since': AFTER }, ETAG, undefined)).toBe(false);
});
