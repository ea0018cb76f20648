import { sanitize } from '../../strapi-internals/host-utils';
import { populateAll } from '../../model/populate';
import type { Strapi } from '../../plugin';

/** A write that Strapi tells its webhooks, and whoever listens, about. */
export interface WriteEvent {
  name: 'entry.create' | 'entry.publish';
  uid: string;
  id: number;
}

type Uid = Parameters<Strapi['getModel']>[0];

/**
 * Tells of writes, in their order, as Strapi does after each one: with the whole entry, as it is now, and without what
 * is private. The entries are read together.
 */
export const tellOf = async (strapi: Strapi, events: WriteEvent[]): Promise<void> => {
  const entries = new Map<string, unknown>();
  for (const uid of new Set(events.map((event) => event.uid))) {
    const ids = events.filter((event) => event.uid === uid).map(({ id }) => id);
    const rows = (await strapi.db
      .query(uid)
      .findMany({ where: { id: { $in: ids } }, populate: populateAll(strapi, uid) })) as { id: number }[];
    for (const row of rows) entries.set(`${uid} ${row.id}`, row);
  }
  for (const { name, uid, id } of events) {
    const model = strapi.getModel(uid as Uid);
    const entry = await sanitize.sanitizers.defaultSanitizeOutput(
      { schema: model, getModel: (each) => strapi.getModel(each as Uid) },
      entries.get(`${uid} ${id}`) as never
    );
    await strapi.eventHub.emit(name, { model: model.modelName, uid, entry });
  }
};
