export { readEsco, type EscoOptions } from './read-esco';
