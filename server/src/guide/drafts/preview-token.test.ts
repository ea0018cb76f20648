import { fillPreviewUrl } from './previews';
import { readPreview, signPreview, VALID_MS } from './preview-token';

const SECRET = 'secret of the panel';
const NOW = Date.parse('2026-05-01T08:00:00Z');
const GRANT = { documentId: 'abc', locale: 'de-AT', user: 7 };

describe('the token of a preview', () => {
  const token = signPreview(GRANT, SECRET, NOW);

  it('says which draft it is for and whose it is, for eight hours', () => {
    expect(readPreview(token, SECRET, NOW)).toEqual(GRANT);
    expect(readPreview(token, SECRET, NOW + VALID_MS - 1)).toEqual(GRANT);
    expect(readPreview(token, SECRET, NOW + VALID_MS)).toBeUndefined();
    expect(VALID_MS).toBe(8 * 3600 * 1000);
  });

  it('fits into an address as it is', () => {
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('is none with any character changed, left out or added', () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      // The last character of base64 has bits that say nothing.
      if (at < token.length - 1) expect([at, readPreview(changed, SECRET, NOW)]).toEqual([at, undefined]);
      expect([at, readPreview(token.slice(0, at), SECRET, NOW)]).toEqual([at, undefined]);
    }
    expect(readPreview(`${token}.`, SECRET, NOW)).toBeUndefined();
    expect(readPreview(`${token}${'A'.repeat(2000)}`, SECRET, NOW)).toBeUndefined();
    expect(readPreview(token, 'another', NOW)).toBeUndefined();
  });
});

describe('the address of a preview', () => {
  const VALUES = { documentId: 'abc', locale: 'de', slug: 'köche & co', token: 'a.b' };

  it.each([
    [
      'https://p.example/preview',
      'https://p.example/preview?documentId=abc&locale=de&slug=k%C3%B6che+%26+co&token=a.b',
    ],
    [
      'https://p.example/{locale}/{slug}?draft={documentId}&key={token}',
      'https://p.example/de/k%C3%B6che%20%26%20co?draft=abc&key=a.b',
    ],
    [
      'https://p.example/x?a=1',
      'https://p.example/x?a=1&documentId=abc&locale=de&slug=k%C3%B6che+%26+co&token=a.b',
    ],
  ])('from %s has everything that the portal needs', (template, address) => {
    expect(fillPreviewUrl(template, VALUES)).toBe(address);
  });
});
