import { version } from '../../../../package.json';
import { configOf } from '../../config';
import type { Strapi } from '../../plugin';
import { storedValue } from '../../strapi-internals/core-store';
import { createArticleReader } from '../assemble/read-articles';
import { guidesOf } from '../index';
import { guideKey } from '../key';
import { checkLink, type CheckOptions, type LinkOutcome } from './check-link';
import { HostPace } from './host-pace';
import { linksIn } from './links-in';
import { PUBLIC_NETWORK, type Network } from './send-request';
import { deleteUnusedLinks, findDueLinks, storeResults, storeUses, type CheckedLink } from './store';
import { afterCheck } from './two-days';

/** Guides that are read at once, and links that are checked before the next ones are read. */
const GUIDES = 100;
const LINKS = 50;

/** Hosts that are sent requests at once. */
const HOSTS = 4;

/** Without an answer from so many hosts, the server itself may have no connection. */
const MIN_HOSTS = 3;

const PAUSE_MS = 3_600_000;

interface LinkState {
  /** The number of the last change of a guide whose links are known. */
  sequence: number;
  /** ISO 8601. */
  pausedUntil: string | null;
}

const stateOf = (strapi: Strapi) => storedValue<LinkState>(strapi, 'links');

const readState = async (strapi: Strapi): Promise<LinkState> => ({
  sequence: 0,
  pausedUntil: null,
  ...(await stateOf(strapi).get()),
});

/** Ends a pause. */
export const endPause = async (strapi: Strapi): Promise<void> =>
  stateOf(strapi).set({ ...(await readState(strapi)), pausedUntil: null });

export interface LinkRun {
  signal: AbortSignal;
  now: () => Date;
  network: Network;
  pace: HostPace;
}

/** A run that is due by the clock, on the public internet. */
export const defaultRun = (signal: AbortSignal): LinkRun => ({
  signal,
  now: () => new Date(),
  network: PUBLIC_NETWORK,
  pace: new HostPace(),
});

/** Stores which addresses the guides use that have changed since the last time. */
const followGuides = async (strapi: Strapi, { signal, now }: LinkRun): Promise<void> => {
  const state = await readState(strapi);
  let hasChanged = false;
  while (!signal.aborted) {
    const { changes } = await guidesOf(strapi).changes({ after: state.sequence }, GUIDES);
    if (changes.length === 0) break;
    const keys = changes.map(({ article, language }) => ({ article, locale: language }));
    // What is not published any more is not found, and has no links.
    const rows = await createArticleReader(strapi).whole(keys);
    const guides = keys.map((key) => {
      const article = rows.get(guideKey(key));
      return { key, addresses: article ? linksIn(article).map(({ address }) => address) : [] };
    });
    await storeUses(strapi, guides, now().toISOString());
    // Stored afterwards: what is interrupted is done again.
    state.sequence = changes.at(-1)!.sequence;
    await stateOf(strapi).set(state);
    hasChanged = true;
  }
  if (hasChanged && !signal.aborted) await deleteUnusedLinks(strapi);
};

const userAgentOf = (strapi: Strapi): string => {
  const address = configOf(strapi).site.url ?? strapi.config.get<string>('server.absoluteUrl', '');
  return `strapi-plugin-career-field/${version} (link check${address ? `; +${address}` : ''})`;
};

interface Checked {
  link: CheckedLink;
  outcome: LinkOutcome;
}

/** Checks some links, those of each host one after the other. What the site's stop interrupts is left out. */
const checkSome = async (links: CheckedLink[], options: CheckOptions): Promise<Checked[]> => {
  const byHost = new Map<string, CheckedLink[]>();
  for (const link of links) {
    const { hostname } = new URL(link.address);
    byHost.set(hostname, [...(byHost.get(hostname) ?? []), link]);
  }
  const checked: Checked[] = [];
  const hosts = byHost.values();
  const work = async (): Promise<void> => {
    for (const own of hosts) {
      for (const link of own) {
        const outcome = await checkLink(link.address, options);
        if (!outcome) return;
        checked.push({ link, outcome });
      }
    }
  };
  await Promise.all(Array.from({ length: HOSTS }, work));
  return checked;
};

/** Whether nothing answers that has answered before, on several hosts. */
const seemsOffline = (checked: Checked[]): boolean => {
  if (checked.some(({ outcome }) => /^\d/.test(outcome.result))) return false;
  const unexpected = checked.filter(({ link, outcome }) => !link.brokenOn && outcome.kind === 'failure');
  return new Set(unexpected.map(({ link }) => new URL(link.address).hostname)).size >= MIN_HOSTS;
};

/** @returns whether there may be more to check */
const checkDue = async (strapi: Strapi, { signal, now, network, pace }: LinkRun): Promise<boolean> => {
  const due = await findDueLinks(strapi, now().toISOString(), LINKS);
  if (due.length === 0) return false;
  pace.prune();
  const checked = await checkSome(due, { network, pace, signal, userAgent: userAgentOf(strapi) });
  if (seemsOffline(checked)) {
    strapi.log.warn(
      '[career-field] No link has answered, so the results are not stored. May the server send requests? It pauses for an hour.'
    );
    const pausedUntil = new Date(now().getTime() + PAUSE_MS).toISOString();
    await stateOf(strapi).set({ ...(await readState(strapi)), pausedUntil });
    return false;
  }
  const clock = { now: now(), everyDays: configOf(strapi).links.everyDays };
  await storeResults(
    strapi,
    checked.map(({ link, outcome }) => ({ id: link.id, data: afterCheck(link, outcome, clock) }))
  );
  return !signal.aborted;
};

/**
 * Finds the links of guides that have changed, and checks those that are due. It ends when the site stops; the next run
 * goes on there.
 */
export const checkLinks = async (strapi: Strapi, run: LinkRun): Promise<void> => {
  if (!configOf(strapi).links.check) return;
  const { pausedUntil } = await readState(strapi);
  const isPaused = pausedUntil !== null && pausedUntil > run.now().toISOString();
  do await followGuides(strapi, run);
  while (!isPaused && (await checkDue(strapi, run)));
  // Another process may take the next turn.
  await run.pace.rest(run.signal);
};
