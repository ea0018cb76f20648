import { isTestedVersion } from './tested-versions';

it.each(['5.54.0', '5.54.3'])('allows the bulk import on Strapi %s', (version) => {
  expect(isTestedVersion(version)).toBe(true);
});

it.each(['5.53.9', '5.55.0', '5.540.0', '6.54.0', ''])('does not allow it on %j', (version) => {
  expect(isTestedVersion(version)).toBe(false);
});
