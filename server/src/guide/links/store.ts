import { createHash } from 'node:crypto';
import { uidOf, type Strapi } from '../../plugin';
import { inParts } from '../../strapi-internals/database';
import { ensureIndex } from '../../strapi-internals/indexes';
import { TypeTable } from '../../strapi-internals/type-table';
import { guideKey, type GuideKey } from '../key';

/** An address with what its last request has shown. */
export interface CheckedLink {
  id: number;
  key: string;
  address: string;
  dueAt: string;
  checkedAt: string | null;
  result: string | null;
  failedOn: string | null;
  brokenOn: string | null;
}

const links = (strapi: Strapi) => strapi.db.query(uidOf('checked-link'));
const uses = (strapi: Strapi) => strapi.db.query(uidOf('link-use'));

const keyOf = (address: string): string => createHash('sha256').update(address).digest('hex');

/** Creates the index of the table of addresses. */
export const prepareLinks = (strapi: Strapi): Promise<void> =>
  ensureIndex(strapi, uidOf('checked-link'), 'key', { suffix: 'key_unique', isUnique: true });

/** Returns links that are due, the longest waiting first; those of one moment in an order that mixes their hosts. */
export const findDueLinks = async (strapi: Strapi, now: string, limit: number): Promise<CheckedLink[]> =>
  (await links(strapi).findMany({
    where: { dueAt: { $lte: now } },
    orderBy: [{ dueAt: 'asc' }, { key: 'asc' }],
    limit,
  })) as CheckedLink[];

/** Stores values of some links: one statement for all that have the same ones, as most do. */
export const storeResults = async (
  strapi: Strapi,
  results: { id: number; data: Partial<CheckedLink> }[]
): Promise<void> => {
  const groups = new Map<string, typeof results>();
  for (const each of results) {
    const name = JSON.stringify(each.data);
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  await strapi.db.transaction(async () => {
    for (const same of groups.values()) {
      const where = { id: { $in: same.map(({ id }) => id) } };
      await links(strapi).updateMany({ where, data: same[0]!.data });
    }
  });
};

/** Makes all links due. */
export const requestAllLinks = async (strapi: Strapi, now: string): Promise<void> => {
  await links(strapi).updateMany({ where: { dueAt: { $gt: now } }, data: { dueAt: now } });
};

/** Adds the addresses that are not known yet; they are due now. */
const addLinks = async (strapi: Strapi, byKey: Map<string, string>, now: string): Promise<void> => {
  for (const chunk of inParts(byKey.keys())) {
    const found = (await links(strapi).findMany({ where: { key: { $in: chunk } }, select: ['key'] })) as {
      key: string;
    }[];
    const known = new Set(found.map(({ key }) => key));
    const data = chunk.flatMap((key) =>
      known.has(key) ? [] : [{ key, address: byKey.get(key)!, dueAt: now }]
    );
    if (data.length > 0) await links(strapi).createMany({ data });
  }
};

/** Replaces what is known of the links of some guides. */
export const storeUses = async (
  strapi: Strapi,
  guides: { key: GuideKey; addresses: string[] }[],
  now: string
): Promise<void> => {
  const byKey = new Map(
    guides.flatMap(({ addresses }) => addresses.map((address) => [keyOf(address), address] as const))
  );
  const data = guides.flatMap(({ key, addresses }) =>
    [...new Set(addresses.map(keyOf))].map((link) => ({
      guide: guideKey(key),
      article: key.article,
      language: key.locale,
      link,
    }))
  );
  await strapi.db.transaction(async () => {
    await addLinks(strapi, byKey, now);
    for (const chunk of inParts(guides)) {
      await uses(strapi).deleteMany({ where: { guide: { $in: chunk.map(({ key }) => guideKey(key)) } } });
    }
    for (const chunk of inParts(data)) await uses(strapi).createMany({ data: chunk });
  });
};

/** Deletes the addresses that no guide uses any more. */
export const deleteUnusedLinks = async (strapi: Strapi): Promise<void> => {
  const table = new TypeTable(strapi, uidOf('checked-link'));
  const used = new TypeTable(strapi, uidOf('link-use'));
  await table.query().whereNotIn('key', used.query().select('link')).delete();
};

/** Returns which of some addresses do not answer, by address. */
export const findBrokenLinks = async (
  strapi: Strapi,
  addresses: string[]
): Promise<Map<string, CheckedLink>> => {
  const broken = new Map<string, CheckedLink>();
  for (const chunk of inParts(new Set(addresses.map(keyOf)))) {
    const found = (await links(strapi).findMany({
      where: { key: { $in: chunk }, brokenOn: { $notNull: true } },
    })) as CheckedLink[];
    for (const link of found) broken.set(link.address, link);
  }
  return broken;
};

/** How the checks go, over all addresses. */
export interface LinkCounts {
  links: number;
  due: number;
  broken: number;
  lastCheckedAt: string | null;
}

export const countLinks = async (strapi: Strapi, now: string): Promise<LinkCounts> => {
  const [last] = (await links(strapi).findMany({
    where: { checkedAt: { $notNull: true } },
    select: ['checkedAt'],
    orderBy: { checkedAt: 'desc' },
    limit: 1,
  })) as { checkedAt: string }[];
  return {
    links: await links(strapi).count({}),
    due: await links(strapi).count({ where: { dueAt: { $lte: now } } }),
    broken: await links(strapi).count({ where: { brokenOn: { $notNull: true } } }),
    lastCheckedAt: last?.checkedAt ?? null,
  };
};

/** Returns some links that do not answer, each with one of the guides that use it. */
export const listBrokenLinks = async (strapi: Strapi, limit: number): Promise<(CheckedLink & GuideKey)[]> => {
  const broken = (await links(strapi).findMany({
    where: { brokenOn: { $notNull: true } },
    orderBy: [{ failedOn: 'desc' }, { key: 'asc' }],
    limit,
  })) as CheckedLink[];
  const found = await Promise.all(
    broken.map(async (link) => {
      const use = (await uses(strapi).findOne({ where: { link: link.key } })) as {
        article: string;
        language: string;
      } | null;
      return use ? [{ ...link, article: use.article, locale: use.language }] : [];
    })
  );
  return found.flat();
};
