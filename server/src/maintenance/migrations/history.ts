import { COMPONENT_CATEGORY, components, contentTypes } from '../../../../content-types';
import { PLUGIN_ID } from '../../plugin';
import type { Change, ModelName } from './changes';

/** A content type or component as it is named in the database at one point of the history. */
export interface Model {
  uid: string;
  /** Its `collectionName`, which Strapi shortens where it is long. */
  collectionName: string;
  /** The last part of its uid, by which Strapi names columns of link tables. */
  name: string;
}

const isComponent = (model: ModelName): boolean => model.startsWith(`${COMPONENT_CATEGORY}.`);

const componentUid = (name: string): string => `${COMPONENT_CATEGORY}.${name}`;

const tablesNow = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(contentTypes).map(([name, { collectionName }]) => [name, collectionName])
  ),
  ...Object.fromEntries(
    Object.entries(components).map(([name, { collectionName }]) => [componentUid(name), collectionName])
  ),
});

/**
 * The names that follow from the changes that come after one of them. A site that skips releases runs several
 * migrations in a row, with a model in memory that is newer than what each of them is about.
 */
export interface History {
  /** Returns a model as it is named right before the changes `later`. */
  modelOf: (model: ModelName) => Model;
  /** Returns the uid that a model has now. */
  uidNow: (uid: string) => string;
  /** Returns the name that an attribute has now, of the model with the uid that it has now. */
  attributeNow: (uid: string, attribute: string) => string;
  /** Returns every name that an attribute of a model has or had since. */
  attributesOf: (model: ModelName) => string[];
}

/** @param later the changes that come after the one in question, the next one first */
export const historyBefore = (later: Change[]): History => {
  const uidOf = (model: ModelName): string => (isComponent(model) ? model : `plugin::${PLUGIN_ID}.${model}`);

  const uidNow = (uid: string): string =>
    later.reduce(
      (now, change) =>
        change.change === 'rename-component' && componentUid(change.from) === now
          ? componentUid(change.to)
          : now,
      uid
    );

  const collectionNameOf = (model: ModelName): string => {
    for (const change of later) {
      if (change.change === 'rename-component' && componentUid(change.from) === model)
        return change.tables.from;
      if (change.change === 'remove-component' && componentUid(change.name) === model) return change.table;
      if (change.change === 'remove-type' && change.name === model) return change.table;
    }
    const table = tablesNow()[model];
    if (!table) throw new Error(`A migration names "${model}", which the model never had.`);
    return table;
  };

  const attributeNow = (uid: string, attribute: string): string =>
    later.reduce((name, change, index) => {
      if (change.change !== 'rename-attribute' || change.from !== name) return name;
      return historyBefore(later.slice(index + 1)).uidNow(uidOf(change.of)) === uid ? change.to : name;
    }, attribute);

  const attributesOf = (model: ModelName): string[] => {
    const names = new Set<string>();
    let now = model;
    for (const change of later) {
      if (change.change === 'rename-component' && componentUid(change.from) === now)
        now = componentUid(change.to);
      if (change.change === 'rename-attribute' && change.of === now) names.add(change.from).add(change.to);
      if (change.change === 'remove-attribute' && change.of === now) names.add(change.attribute);
    }
    const schemas: Record<string, { attributes: object }> = {
      ...contentTypes,
      ...Object.fromEntries(Object.entries(components).map(([name, schema]) => [componentUid(name), schema])),
    };
    for (const name of Object.keys(schemas[now]?.attributes ?? {})) names.add(name);
    return [...names];
  };

  return {
    modelOf: (model) => ({
      uid: uidOf(model),
      name: model.slice(model.lastIndexOf('.') + 1),
      collectionName: collectionNameOf(model),
    }),
    uidNow,
    attributeNow,
    attributesOf,
  };
};
