import { createHash } from 'node:crypto';
import { version } from '../../../package.json';
import { configOf } from '../config';
import { PLUGIN_ID, type Strapi } from '../plugin';
import { Assembler, describeGuide } from './assemble';
import { createAssetUrl } from './assets';
import { createReadModel, type Guides } from './read-model';
import type { Guide } from './types';
import { loadRenderer } from './renderer';
import { hideOldFigures } from './figures';
import { describeAgain, withholdWithdrawn } from './withhold';

export type { GuideIndex, GuideIndexEntry } from './guide-index';
export type { FeedStart, FoundGuide, Guides, ListedGuide } from './read-model';

/** Names everything but the articles that changes guides: the release of the plugin, and the site's options. */
const buildHashOf = (strapi: Strapi): string => {
  const { partOrder, site: options, freshness } = configOf(strapi);
  const { figures, oldFigures } = freshness;
  // Where drafts are shown is in no guide.
  const site = { ...options, previewUrl: undefined };
  const serverUrl = strapi.config.get('server.url');
  return createHash('sha256')
    .update(JSON.stringify({ version, partOrder, site, serverUrl, figures, oldFigures }))
    .digest('base64url');
};

/** Creates the service `guides`: the finished pages, stored and cached. */
export const createGuidesService = ({ strapi }: { strapi: Strapi }): Guides =>
  createReadModel(strapi, {
    createAssemble: (knownMinutes) => {
      const assembler = new Assembler(strapi, knownMinutes);
      return (keys, onContentError) => assembler.assemble(keys, onContentError);
    },
    render: async (guide, format) => (await loadRenderer()).render(guide, format, createAssetUrl(strapi)),
    withhold: async (guide) => {
      const describe = (left: Guide): Guide['jsonLd'] => describeGuide(strapi, left);
      const report = (message: string): void => void strapi.log.error(message);
      return hideOldFigures(
        await withholdWithdrawn(strapi, guide, describe),
        new Date(),
        configOf(strapi).freshness,
        (left) => describeAgain(left, describe, report)
      );
    },
    buildHash: () => buildHashOf(strapi),
  });

/** Returns the service `guides` of a site. */
export const guidesOf = (strapi: Strapi): Guides => strapi.plugin(PLUGIN_ID).service('guides');
