import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed address of a preview allows: reading one draft, as one administrator. */
export interface PreviewGrant {
  documentId: string;
  locale: string;
  user: number | string;
}

/** How long an address is valid: a day at the desk. */
export const VALID_MS = 8 * 60 * 60 * 1000;

/** Longer than any token. It bounds the work on a hostile one. */
const MAX_LENGTH = 1000;

/** A key of its own, so that nothing that is signed elsewhere with the same secret is a token, or the other way round. */
const keyOf = (secret: string): Buffer =>
  createHmac('sha256', secret).update('career-field preview 1').digest();

const signatureOf = (payload: string, secret: string): Buffer =>
  createHmac('sha256', keyOf(secret)).update(payload).digest();

/** @param secret of the site */
export const signPreview = (
  { documentId, locale, user }: PreviewGrant,
  secret: string,
  now = Date.now()
): string => {
  const payload = Buffer.from(JSON.stringify([documentId, locale, user, now + VALID_MS])).toString(
    'base64url'
  );
  return `${payload}.${signatureOf(payload, secret).toString('base64url')}`;
};

/** @returns undefined for a token that is not signed with this secret, or is no longer valid */
export const readPreview = (token: string, secret: string, now = Date.now()): PreviewGrant | undefined => {
  const [payload = '', signature = '', ...more] = token.length > MAX_LENGTH ? [] : token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(payload, secret);
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  const [documentId, locale, user, expires] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    string,
    number | string,
    number,
  ];
  return now < expires ? { documentId, locale, user } : undefined;
};
