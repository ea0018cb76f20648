import type { Strapi } from '../../plugin';
import {
  documentsIn,
  fileLinks,
  filesIn,
  listOf,
  partLink,
  writeLinks,
  type Link,
  type Origin,
} from '../bulk/batch';
import type { Connection, Insert, Row } from '../bulk/insert';
import type { Models, RelationModel, TableModel } from '../bulk/models';
import { createTargets, writeRelationLinks, type RelationLink } from '../bulk/relations';

type Data = Record<string, unknown>;

/** One version of a document: a locale as a draft, or as it is published. */
export interface Version {
  uid: string;
  /** All its values, in the form that `strapi.documents().create({ data })` takes or that the database layer gives. */
  data: Data;
  origin: Origin;
}

/** A document version, or a component in it, on its way into its table. */
interface Item {
  uid: string;
  model: TableModel;
  given: Data;
  origin: Origin;
  parts: { part: TableModel['parts'][number]; items: Item[] }[];
  row: Row;
  /** What lifecycles get, and may change. */
  params: { data: Data };
  /** What stood for relations, files and components in there. Somebody has changed what is another one afterwards. */
  handedOut: Map<string, unknown>;
  relations: { relation: RelationModel; links: { id: number; order: number }[] }[];
  files: Map<string, number[]>;
  states: Awaited<ReturnType<Strapi['db']['lifecycles']['run']>>;
}

/** What is written in one transaction. */
export interface Writing {
  strapi: Strapi;
  trx: Connection;
  models: Models;
  insert: Insert;
  targets: ReturnType<typeof createTargets>;
}

export const createWriting = (strapi: Strapi, trx: Connection, models: Models, insert: Insert): Writing => ({
  strapi,
  trx,
  models,
  insert,
  targets: createTargets(strapi, trx),
});

const asSet = (ids: number[]): { set: { id: number }[] } => ({ set: ids.map((id) => ({ id })) });

/** Takes a version apart into rows, by their heights above the components that have none of their own. */
const takeApart = (models: Models, { uid, data, origin }: Version, levels: Item[][]): Item => {
  const model = models.of(uid);
  let height = 0;
  const parts = model.parts
    .filter(({ name }) => data[name] !== undefined && data[name] !== null)
    .map((part) => ({
      part,
      items: listOf(data[part.name]).map((value) => {
        const component = part.component ?? String((value as Data).__component);
        const inner: Item[][] = [];
        const item = takeApart(models, { uid: component, data: value as Data, origin }, inner);
        height = Math.max(height, inner.length);
        inner.forEach((items, level) => (levels[level] ??= []).push(...items));
        return item;
      }),
    }));
  const item: Item = {
    uid,
    model,
    given: data,
    origin,
    parts,
    row: { values: [], size: 0, id: 0 },
    params: { data: {} },
    handedOut: new Map(),
    relations: [],
    files: new Map(),
    states: new Map(),
  };
  (levels[height] ??= []).push(item);
  return item;
};

/** Looks up at once what all rows point at. */
const loadTargets = async ({ targets }: Writing, items: Item[]): Promise<void> => {
  const wanted = new Map<string, string[]>();
  for (const { model, given } of items) {
    for (const { name, target } of model.relations) {
      const documents = documentsIn(given[name]);
      if (documents.length > 0) wanted.set(target, [...(wanted.get(target) ?? []), ...documents]);
    }
  }
  for (const [target, documents] of wanted) await targets.load(target, documents);
};

/** The values of a row as Strapi hands them to lifecycles: ids stand for what it points at and for its components. */
const handOut = ({ targets }: Writing, item: Item): void => {
  const { model, given, origin, params, handedOut } = item;
  const data = { ...given };
  // Strapi numbers what it makes, whatever number it had where it comes from.
  delete data.id;
  const replace = (name: string, value: unknown): void => {
    data[name] = value;
    handedOut.set(name, value);
  };
  for (const { name, preset } of model.scalars) {
    if (data[name] === undefined && preset !== undefined) data[name] = preset;
  }
  for (const part of model.parts) {
    const items = item.parts.find((each) => each.part === part)?.items;
    if (!items && !part.ordered) {
      data[part.name] = undefined;
      continue;
    }
    const shown = (items ?? []).map((each) =>
      part.component === undefined
        ? { id: each.row.id, __component: each.uid, __pivot: { field: part.name } }
        : { id: each.row.id, __pivot: { field: part.name, component_type: each.uid } }
    );
    replace(part.name, part.ordered ? shown : shown[0]);
  }
  for (const name of model.media) {
    if (data[name] === undefined || data[name] === null) continue;
    const files = filesIn(data[name]);
    item.files.set(name, files);
    replace(name, asSet(files));
  }
  for (const relation of model.relations) {
    const { name } = relation;
    if (data[name] === undefined || data[name] === null) continue;
    const links = targets.linked(relation, { targets: documentsIn(data[name]), origin });
    if (links.length > 0) item.relations.push({ relation, links });
    replace(name, asSet(links.map(({ id }) => id)));
  }
  params.data = data;
};

/** The names of what lifecycles have put in the place of relations, files or components. */
const changedNames = ({ model, params: { data }, handedOut }: Item): Set<string> => {
  const names = [...model.parts, ...model.relations, ...model.refused].map(({ name }) => name);
  return new Set([...names, ...model.media].filter((name) => data[name] !== handedOut.get(name)));
};

const linksOf = (models: Models, item: Item, changed: Set<string>): Link[] => [
  ...item.parts
    .filter(({ part }) => !changed.has(part.name))
    .flatMap(({ part, items }) => items.map((each, index) => partLink(part, item.row, each, index))),
  ...[...item.files]
    .filter(([name]) => !changed.has(name))
    .flatMap(([name, files]) => fileLinks(models, item.uid, item.row, name, files)),
];

const componentShown = ({ model, row }: Item): Data => ({
  id: row.id,
  ...Object.fromEntries(model.scalars.map(({ name, shownOf }, index) => [name, shownOf(row.values[index]!)])),
});

/**
 * Writes new versions of documents as Strapi's document service does, lifecycles and all, but row by row only where
 * somebody may look at rows: the components of a version go into each table in one statement, and nothing is read back
 * that is known already.
 *
 * Lifecycles hear of every row that Strapi would tell them of, with the same values; those before a row of the rows at
 * one level of nesting at a time, those after a row when the whole version is there. What they change is written.
 *
 * @returns the rows of the versions, as a read without any parameters gives them
 */
export const writeVersions = async (writing: Writing, versions: Version[]): Promise<Data[]> => {
  const { strapi, trx, models, insert, targets } = writing;
  const { lifecycles } = strapi.db;
  const levels: Item[][] = [];
  const roots = new Set(versions.map((version) => takeApart(models, version, levels)));
  const items = levels.flat();
  await loadTargets(writing, items);

  const links: Link[] = [];
  const relationLinks = new Map<RelationModel, RelationLink[]>();
  const late: { item: Item; values: Data }[] = [];
  for (const level of levels) {
    const tables = new Map<TableModel, Row[]>();
    for (const item of level) {
      const { uid, model, params, row } = item;
      handOut(writing, item);
      item.states = await lifecycles.run('beforeCreate', uid, { params });
      for (const { name, valueOf } of model.scalars) {
        const value = valueOf(params.data[name]);
        row.values.push(value);
        if (typeof value === 'string') row.size += value.length;
      }
      tables.set(model, [...(tables.get(model) ?? []), row]);
    }
    for (const [model, rows] of tables) {
      await insert(
        model.table,
        model.scalars.map(({ column }) => column),
        rows,
        true
      );
    }
    for (const item of level) {
      const changed = changedNames(item);
      links.push(...linksOf(models, item, changed));
      for (const { relation, links: own } of item.relations) {
        if (changed.has(relation.name)) continue;
        const known = relationLinks.get(relation) ?? [];
        known.push(...own.map((link) => ({ source: item.row.id, ...link })));
        relationLinks.set(relation, known);
      }
      if (changed.size > 0) {
        const values = [...changed].map((name) => [name, item.params.data[name]]);
        late.push({ item, values: Object.fromEntries(values) as Data });
      }
    }
  }
  await writeLinks(links, insert);
  for (const [relation, own] of relationLinks) await writeRelationLinks(trx, insert, relation, own);
  for (const { item, values } of late) {
    await strapi.db.transaction(({ trx: transaction }) =>
      strapi.db.entityManager.attachRelations(item.uid, item.row.id, values, { transaction })
    );
  }

  const written = new Map<Item, Data>();
  for (const item of items) {
    const { uid, row, params, states } = item;
    let result: Data;
    if (roots.has(item)) {
      result = (await strapi.db.query(uid).findOne({ where: { id: row.id } })) as Data;
      targets.add(uid, {
        id: row.id,
        document_id: String(result.documentId),
        locale: result.locale as string | null,
        published_at: result.publishedAt,
      });
      written.set(item, result);
    } else {
      result = componentShown(item);
      const read = { params: { where: { id: row.id } } };
      const reading = await lifecycles.run('beforeFindOne', uid, read);
      await lifecycles.run('afterFindOne', uid, { ...read, result }, reading);
    }
    await lifecycles.run('afterCreate', uid, { params, result }, states);
  }
  return [...roots].map((root) => written.get(root)!);
};
