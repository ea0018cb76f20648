import { configOf } from '../config';
import { countLinks, endPause, listBrokenLinks, requestAllLinks } from '../guide/links';
import type { Strapi } from '../plugin';
import { adminResource } from './admin-resource';
import { SETTINGS_READ_ACTION, SETTINGS_UPDATE_ACTION } from './permissions';
import type { LinkStatus } from './upkeep-contracts';

/** Links that are named; a number says how many more there are. */
const MAX_NAMED = 10;

const NOTHING = { lastCheckedAt: null, links: 0, due: 0, broken: 0, brokenLinks: [] };

const readStatus = async (strapi: Strapi): Promise<LinkStatus> => {
  const { check: isOn, everyDays } = configOf(strapi).links;
  if (!isOn) return { isOn, everyDays, ...NOTHING };
  const broken = await listBrokenLinks(strapi, MAX_NAMED);
  return {
    isOn,
    everyDays,
    ...(await countLinks(strapi, new Date().toISOString())),
    brokenLinks: broken.map(({ address, result, failedOn, article, locale }) => ({
      address,
      result: result ?? '',
      since: failedOn ?? '',
      article,
      locale,
    })),
  };
};

/** For the admin panel: `/career-field/links/status`. */
export const linkResource = adminResource('link', {
  /** Responds with how the checks of links go. */
  status: {
    method: 'GET',
    path: '/links/status',
    permissions: [SETTINGS_READ_ACTION],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      context.body = { data: await readStatus(strapi) };
    },
  },

  /** Makes all links due: a check begins within a minute. */
  request: {
    method: 'POST',
    path: '/links/status',
    permissions: [SETTINGS_UPDATE_ACTION],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      if (configOf(strapi).links.check) {
        await requestAllLinks(strapi, new Date().toISOString());
        await endPause(strapi);
      }
      context.body = { data: await readStatus(strapi) };
    },
  },
});
