import type { CategoryCode, CategoryCodeSet } from 'schema-dts';
import type { TaxonomyCode } from '../types';

/** Where each classification is published. */
const CODE_SETS: Partial<Record<TaxonomyCode['scheme'], { name: string; url: string }>> = {
  esco: { name: 'ESCO', url: 'http://data.europa.eu/esco/concept-scheme/occupations' },
  'isco-08': { name: 'ISCO-08', url: 'https://isco.ilo.org/en/isco-08/' },
  'kldb-2010': {
    name: 'KldB 2010',
    url: 'https://statistik.arbeitsagentur.de/DE/Navigation/Grundlagen/Klassifikationen/Klassifikation-der-Berufe/Klassifikation-der-Berufe-Nav.html',
  },
  'onet-soc': { name: 'O*NET-SOC', url: 'https://www.onetcenter.org/taxonomy.html' },
};

const codeSet = ({ scheme, version }: TaxonomyCode): CategoryCodeSet | undefined => {
  const set = CODE_SETS[scheme];
  return set && { '@type': 'CategoryCodeSet', ...set, ...(version ? { version } : {}) };
};

/** What one may say of the occupation: it is this one, or it belongs there. */
const BELONGS = new Set<TaxonomyCode['match']>(['exact', 'close', 'broad']);

/**
 * The categories of an occupation. A code that is narrower than the occupation, or only related to it, is none: the
 * occupation does not belong to it.
 */
export const occupationalCategories = (codes: TaxonomyCode[]): CategoryCode[] =>
  codes
    .filter(({ match }) => BELONGS.has(match))
    .map((code) => {
      const inCodeSet = codeSet(code);
      return {
        '@type': 'CategoryCode',
        ...(code.code ? { codeValue: code.code } : {}),
        ...(code.label ? { name: code.label } : {}),
        ...(code.uri ? { url: code.uri } : {}),
        ...(inCodeSet ? { inCodeSet } : {}),
      };
    });
