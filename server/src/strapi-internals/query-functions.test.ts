import { wrapQueryFunction } from './query-functions';
import type { Strapi } from '../plugin';

const strapiWith = (contentAPI: object): Strapi => ({ contentAPI }) as unknown as Strapi;

it('the wrapping function runs in place of the original, which it can call', async () => {
  const contentAPI = { sanitize: { query: async (query: object) => ({ ...query, sanitized: true }) } };
  wrapQueryFunction(strapiWith(contentAPI), 'sanitize', (next) => async (query, model) => ({
    ...(await next(query, model)),
    guarded: true,
  }));
  expect(await contentAPI.sanitize.query({ locale: 'de' })).toEqual({
    locale: 'de',
    sanitized: true,
    guarded: true,
  });
});

it.each([{}, { sanitize: {} }])(
  'a Strapi without the function (%j) fails in the register phase',
  (contentAPI) => {
    expect(() => wrapQueryFunction(strapiWith(contentAPI), 'sanitize', (next) => next)).toThrow(
      'contentAPI.sanitize.query'
    );
  }
);
