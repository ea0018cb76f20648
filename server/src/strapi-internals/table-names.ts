/**
 * The names that Strapi gives to tables and columns.
 *
 * Relies on: `strapi.db.metadata` is an instance of a class whose instances load models (`loadModels`) and then hold,
 * for each attribute, its `columnName` or its `joinTable`; on `metadata.identifiers.getNameFromTokens`, which shortens
 * names to 55 characters; and on the table between rows and their components being named `<table>_cmps`. Read in Strapi
 * 5.54.0.
 * When that is missing, the functions throw before anything is changed, and the start ends with their message.
 */
import type { Strapi } from '../plugin';

interface JoinTable {
  name: string;
  joinColumn: { name: string };
}

interface ModelMetadata {
  attributes: Record<string, { columnName?: string; joinTable?: JoinTable }>;
}

interface Metadata {
  loadModels: (models: object[]) => void;
  get: (uid: string) => ModelMetadata;
}

interface Identifiers {
  getNameFromTokens: (tokens: { name: string; compressible: boolean; shortName?: string }[]) => string;
}

/** The names of one attribute of a model in the database; one of them exists, depending on its type. */
export interface AttributeNames {
  /** Of a scalar. */
  column: string;
  /** Of a relation. */
  linkTable: string;
}

const identifiersOf = (strapi: Strapi): Identifiers =>
  (strapi.db.metadata as unknown as { identifiers: Identifiers }).identifiers;

/** The uid of a model that is only loaded to read names. */
const PROBE = 'career-field-probe';

/**
 * Returns the names of an attribute, which need not exist in the current model.
 *
 * @param collectionName of the content type or component
 * @param model the last part of its uid
 */
export const attributeNames = (
  strapi: Strapi,
  collectionName: string,
  model: string,
  attribute: string
): AttributeNames => {
  const load = (definition: object): ModelMetadata['attributes'][string] => {
    const metadata = new (strapi.db.metadata.constructor as new () => Metadata)();
    metadata.loadModels([
      { uid: PROBE, singularName: model, tableName: collectionName, attributes: { [attribute]: definition } },
    ]);
    return metadata.get(PROBE).attributes[attribute]!;
  };
  const { columnName } = load({ type: 'string' });
  const { joinTable } = load({ type: 'relation', relation: 'oneToOne', target: PROBE });
  if (!columnName || !joinTable)
    throw new Error('This version of Strapi does not give the names of tables and columns.');
  return { column: columnName, linkTable: joinTable.name };
};

/** Returns the column of a link table that holds the id of the row that the relation belongs to. */
export const ownerColumn = (strapi: Strapi, model: string): string => {
  const metadata = new (strapi.db.metadata.constructor as new () => Metadata)();
  metadata.loadModels([
    {
      uid: PROBE,
      singularName: model,
      tableName: 'probe',
      attributes: { probe: { type: 'relation', relation: 'oneToOne', target: PROBE } },
    },
  ]);
  return metadata.get(PROBE).attributes.probe!.joinTable!.joinColumn.name;
};

/** Returns the table of a content type or component by its `collectionName`. */
export const tableName = (strapi: Strapi, collectionName: string): string =>
  identifiersOf(strapi).getNameFromTokens([{ name: collectionName, compressible: true }]);

/** Returns the table between the rows of a content type or component and the components in them. */
export const componentsTable = (strapi: Strapi, collectionName: string): string =>
  identifiersOf(strapi).getNameFromTokens([
    { name: collectionName, compressible: true },
    { name: 'components', shortName: 'cmps', compressible: false },
  ]);
