import type { Strapi } from '../../plugin';
import { inParts, type Transaction } from '../../strapi-internals/database';
import { linkTableOf } from '../../strapi-internals/tables';

const ITEM = 'career-field.skill-item';
const SECTION = 'career-field.skills-section';

type Uid = Parameters<Strapi['db']['query']>[0];

interface Item {
  id: number;
  note: string | null;
}

/**
 * Joins the items of one section that name the same skill: the first one stays, with the note of the other one if it has
 * none. Two items with notes both stay, since an editor has written them.
 *
 * @param skill the id of the row of the skill
 */
export const joinSkillItems = async (strapi: Strapi, trx: Transaction, skill: number): Promise<void> => {
  const sections = (await strapi.db.query(SECTION as Uid).findMany({
    where: { items: { skill: { id: skill } } },
    populate: { items: { where: { skill: { id: skill } } } },
  })) as { id: number; items: Item[] }[];
  const links = linkTableOf(strapi, SECTION, 'items');
  for (const { id: section, items } of sections) {
    const [first, ...others] = items;
    if (!first || others.length === 0) continue;
    let { note } = first;
    const leaving: number[] = [];
    for (const other of others) {
      if (other.note && note) continue;
      note ||= other.note;
      leaving.push(other.id);
    }
    if (note !== first.note) {
      await strapi.db.query(ITEM as Uid).update({ where: { id: first.id }, data: { note } as never });
    }
    for (const ids of inParts(leaving)) {
      await strapi.db
        .getConnection(links.name)
        .transacting(trx)
        .where({ [links.source]: section, field: 'items' })
        .whereIn(links.target, ids)
        .delete();
      await strapi.db.query(ITEM as Uid).deleteMany({ where: { id: { $in: ids } } });
    }
  }
};
