import { createHash } from 'node:crypto';
import { version } from '../../../package.json';
import type { CareerFieldConfig } from '../config';
import { PLUGIN_ID, type Strapi } from '../plugin';
import { createAssembler } from './assemble';
import { createAssetUrl } from './assets';
import { createReadModel, type Guides } from './read-model';
import { loadRenderer } from './renderer';
import { withholdWithdrawn } from './withhold';

export type { GuideIndex, GuideIndexEntry } from './guide-index';
export type { FoundGuide, Guides, GuideStats, ListedGuide, RenderFormat } from './read-model';

/** Names everything but the articles that changes guides: the release of the plugin, and the site's options. */
const buildHashOf = (strapi: Strapi): string => {
  const { partOrder, site } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const serverUrl = strapi.config.get('server.url');
  return createHash('sha256')
    .update(JSON.stringify({ version, partOrder, site, serverUrl }))
    .digest('base64url');
};

/** Creates the service `guides`: the finished pages, stored and cached. */
export const createGuidesService = ({ strapi }: { strapi: Strapi }): Guides =>
  createReadModel(strapi, {
    createAssemble: (knownMinutes) => createAssembler(strapi, { knownMinutes }).assemble,
    render: async (guide, format) => (await loadRenderer()).render(guide, format, createAssetUrl(strapi)),
    withhold: (guide) => withholdWithdrawn(strapi, guide, createAssembler(strapi).describe),
    buildHash: buildHashOf(strapi),
  });

/** Returns the service `guides` of a site. */
export const guidesOf = (strapi: Strapi): Guides => strapi.plugin(PLUGIN_ID).service('guides');
