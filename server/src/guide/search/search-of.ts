import type { Catalogue } from '../catalogue-types';
import { createSearch, type Search } from './create-search';

const searches = new WeakMap<Catalogue, Search>();
let newest: Search | undefined;

/** The search of a catalogue, made once for each, from that of the catalogue before. */
export const searchOf = (catalogue: Catalogue): Search => {
  let search = searches.get(catalogue);
  if (search === undefined) {
    search = newest?.become(catalogue) ?? createSearch(catalogue);
    searches.set(catalogue, search);
    newest = search;
  }
  return search;
};
