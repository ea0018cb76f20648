import type { APIRoute, GetStaticPaths } from 'astro';
import { readSitemap } from '../lib/sitemap';

/** `sitemap.xml`, if there is one. */
export const getStaticPaths = (async () =>
  (await readSitemap()) === null ? [] : [{ params: { file: 'sitemap' } }]) satisfies GetStaticPaths;

export const GET: APIRoute = async () =>
  new Response(await readSitemap(), { headers: { 'content-type': 'application/xml; charset=utf-8' } });
