import { serverUrlOf } from '../guide/assets';
import type { Strapi } from '../plugin';

/** What is used of Koa's context. */
export interface RequestOrigin {
  /** Scheme and host, as the client has requested them. */
  origin: string;
}

/** Returns where the Strapi site is: as its config says, or as the request was addressed. No slash at the end. */
export const originOf = (strapi: Strapi, { origin }: RequestOrigin): string => {
  const path: unknown = strapi.config.get('server.url');
  return serverUrlOf(strapi) ?? origin + (typeof path === 'string' ? path.replace(/\/+$/, '') : '');
};
