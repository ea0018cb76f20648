import { createHash } from 'node:crypto';
import { version } from '../../../package.json';
import type { CareerFieldConfig } from '../config';
import { PLUGIN_ID, type Strapi } from '../plugin';
import { createAssembler } from './assemble';
import { createAssetUrl } from './assets';
import { createReadModel, type Guides } from './read-model';
import { findReadingMinutes } from './read-model/reading-minutes';
import { createTable } from './read-model/table';
import { loadRenderer } from './render';

export type { Catalogue, CatalogueEntry, RemovedGuide } from './catalogue-types';
export type { Guides, GuideStats, RenderFormat } from './read-model';

/** What decides how guides come out beside their articles: another release of the plugin, and the site's options. */
const makingOf = (strapi: Strapi): string => {
  const { partOrder, site } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const serverUrl = strapi.config.get('server.url');
  return createHash('sha256')
    .update(JSON.stringify({ version, partOrder, site, serverUrl }))
    .digest('base64url');
};

/** The service `guides`: the finished pages, in the database and in memory. */
export const createGuidesService = ({ strapi }: { strapi: Strapi }): Guides => {
  const assembler = createAssembler(strapi, {
    knownMinutes: (keys) => findReadingMinutes(createTable(strapi), keys),
  });
  return createReadModel(strapi, {
    assemble: assembler.assemble,
    render: async (guide, format) => (await loadRenderer()).render(guide, format, createAssetUrl(strapi)),
    making: makingOf(strapi),
  });
};

/** The finished guides of a site. */
export const guidesOf = (strapi: Strapi): Guides => strapi.plugin(PLUGIN_ID).service('guides');
