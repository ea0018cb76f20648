import type { Strapi } from '../plugin';
import { addFirstMiddleware } from './first-middleware';

const added = async (): Promise<void> => {};

it('is added before all others', () => {
  const middleware = [async () => {}];
  expect(addFirstMiddleware({ server: { app: { middleware } } } as unknown as Strapi, added)).toBe(true);
  expect(middleware.indexOf(added)).toBe(0);
});

it('is not added to a server that keeps its middlewares in another way', () => {
  expect(addFirstMiddleware({ server: { app: {} } } as unknown as Strapi, added)).toBe(false);
});
