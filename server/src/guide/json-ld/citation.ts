import type { CreativeWorkLeaf } from 'schema-dts';
import type { GuideSource } from '../types';

/** A source that the guide names. */
export const citation = ({ label, url, publisher, asOf }: GuideSource): CreativeWorkLeaf => ({
  '@type': 'CreativeWork',
  name: label,
  ...(url ? { url } : {}),
  ...(publisher ? { publisher: { '@type': 'Organization', name: publisher } } : {}),
  ...(asOf ? { temporalCoverage: asOf } : {}),
});
