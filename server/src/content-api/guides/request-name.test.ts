import { createRequestNames } from './request-name';

const BASE = '/api/career-field';

const nameOf = createRequestNames(BASE);

const name = (address: string): string | undefined => {
  const [path = '', querystring = ''] = address.split('?');
  return nameOf({ path: `${BASE}${path}`, querystring });
};

it.each([
  ['/guides', '/guides?'],
  ['/guides/backend', '/guides/backend?'],
  ['/guides/backend/markdown', '/guides/backend/markdown?'],
  ['/guides/backend-2?locale=de-AT', '/guides/backend-2?locale=de-AT'],
  ['/guides/backend?locale=de&format=html', '/guides/backend?format=html&locale=de'],
  ['/guides/backend?format=html&locale=de', '/guides/backend?format=html&locale=de'],
  ['/guides?page=2&category=it&sort=title:desc', '/guides?category=it&page=2&sort=title:desc'],
])('%s is named %s', (address, expected) => {
  expect(name(address)).toBe(expected);
});

it.each([
  '/guides/',
  '/guides/backend/',
  '/Guides/backend',
  '/guides/Backend',
  '/guides/back%65nd',
  '/guides/backend%00',
  '/guides/backend/html',
  '/guides/changes',
  '/guides/back_end',
  '/guidesx',
  '/sitemap',
  '/articles',
  '/drafts/backend',
  '/drafts/by-slug/backend',
])('the path %s has no name', (path) => {
  expect(name(path)).toBeUndefined();
});

it('a path outside of the plugin has no name', () => {
  expect(nameOf({ path: '/api/other/guides/backend', querystring: '' })).toBeUndefined();
});

it.each([
  'q=backend',
  'locale=de&q=backend',
  'locale',
  'locale=d%65',
  'locale[]=de',
  'category=a,b',
  'other=1',
  'locale=de&other=1',
  'xlocale=de',
  '&locale=de',
  'locale=de&',
  'locale=de;format=html',
  `category=${'a'.repeat(101)}`,
  Array(9).fill('locale=de').join('&'),
])('the query ?%s has no name', (querystring) => {
  expect(nameOf({ path: `${BASE}/guides`, querystring })).toBeUndefined();
});
