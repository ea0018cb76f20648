import { describeAgain } from './withhold';
import type { Guide } from './types';

const guide = { documentId: 'abc', locale: 'de', title: 'Backend', jsonLd: 'old' } as unknown as Guide;

it('gives a guide the JSON-LD that is built for it', () => {
  const errors: string[] = [];
  const jsonLd: Guide['jsonLd'] = { '@context': 'https://schema.org', '@graph': [{ '@type': 'Article' }] };
  expect(
    describeAgain(
      guide,
      () => jsonLd,
      (error) => errors.push(error)
    )
  ).toEqual({ ...guide, jsonLd });
  expect(errors).toEqual([]);
});

it('keeps the guide without its JSON-LD when that cannot be built, and says so in the log', () => {
  const errors: string[] = [];
  const describe = () => {
    throw new Error('no such image');
  };
  expect(describeAgain(guide, describe, (error) => errors.push(error))).toEqual({
    ...guide,
    jsonLd: { '@context': 'https://schema.org', '@graph': [] },
  });
  expect(errors).toEqual([expect.stringMatching(/guide abc \(de\).*no such image/)]);
});
