import type { CareerFieldConfig } from '../../config';
import type { AssetUrl } from '../assets';
import type { FreshnessOptions } from '../figures';

export interface JsonLdContext {
  site: CareerFieldConfig['site'];
  /** The guide's absolute address; without one, nodes are named by fragments, which are relative to the page. */
  url: string | null;
  /** An image without an absolute address is left out. */
  assetUrl: AssetUrl;
  /** Salaries that are too old by now are left out; see `guide/figures.ts`. */
  now: Date;
  freshness: FreshnessOptions;
}
