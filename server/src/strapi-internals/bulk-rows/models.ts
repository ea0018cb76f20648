/*
 * Relies on the tables that Strapi derives from content types and components, as `strapi.db.metadata` describes them, and
 * on its fixed columns of component links (`component_type`, `field`, `order`). Read in Strapi 5.54.0. When the metadata
 * does not describe a table, the call throws before anything is written; the caller runs only on tested versions.
 */
import type { Strapi } from '../../plugin';
import { conversionOf, type DatabaseValue } from './values';

/** An attribute that is a column of its own. */
interface Scalar {
  name: string;
  column: string;
  /** The value of the column: as given, else the attribute's default. */
  valueOf: (given: unknown) => DatabaseValue;
}

/** An attribute that holds a component, a list of components, or a dynamic zone. */
interface Part {
  name: string;
  /** The uid of the component; a dynamic zone has it in each of its values. */
  component: string | undefined;
  /** Whether there can be more than one; only then Strapi numbers them. */
  ordered: boolean;
  /** The table between the parent and its components. */
  link: LinkTable;
}

export interface LinkTable {
  table: string;
  columns: string[];
}

/** A relation whose links have a table of their own. */
export interface RelationModel {
  name: string;
  target: string;
  link: LinkTable;
  /** The column of the source row in that table, and that of the target row. */
  inverseColumn: string;
  ordered: boolean;
  /** Whether a content type references itself, as articles do. */
  self: boolean;
  /** The column in which the target numbers its sources; only in bidirectional relations. */
  inverseOrderColumn: string | undefined;
}

/** The tables of one content type or component. */
export interface TableModel {
  uid: string;
  table: string;
  scalars: Scalar[];
  parts: Part[];
  media: string[];
  relations: RelationModel[];
  /** Attributes of a site's extension that cannot be written in bulk, with the reason. */
  refused: { name: string; reason: string }[];
}

type DatabaseAttribute = ReturnType<Strapi['db']['metadata']['get']>['attributes'][string];

/** The part of the schemas of content types and components that is read here. */
interface SchemaAttribute {
  type: string;
  component?: string;
  repeatable?: boolean;
}

const FILES = 'plugin::upload.file';

const scalarOf = (name: string, attribute: DatabaseAttribute): Scalar | undefined => {
  const convert = conversionOf(attribute.type);
  if (!convert || !('columnName' in attribute) || !attribute.columnName) return undefined;
  const { default: preset } = attribute;
  return {
    name,
    column: attribute.columnName,
    valueOf: (given) => {
      const value: unknown = given === undefined ? (typeof preset === 'function' ? preset() : preset) : given;
      return value === undefined || value === null ? null : convert(value);
    },
  };
};

const partOf = (name: string, schema: SchemaAttribute, attribute: DatabaseAttribute): Part => {
  if (!('joinTable' in attribute) || !attribute.joinTable) {
    throw new Error(`Strapi has no table for the component "${name}".`);
  }
  const { joinTable } = attribute;
  const component =
    'morphColumn' in joinTable ? joinTable.morphColumn.idColumn.name : joinTable.inverseJoinColumn.name;
  return {
    name,
    component: schema.component,
    ordered: schema.type === 'dynamiczone' || schema.repeatable === true,
    link: {
      table: joinTable.name,
      // The last three are constants in Strapi's code too.
      columns: [joinTable.joinColumn.name, component, 'component_type', 'field', 'order'],
    },
  };
};

/** A relation, or the reason why its links cannot be written here. */
const relationOf = (uid: string, name: string, attribute: DatabaseAttribute): RelationModel | string => {
  if (!('target' in attribute) || attribute.relation.startsWith('morph')) {
    return 'it may reference several types';
  }
  if (!('joinTable' in attribute) || !attribute.joinTable || 'morphColumn' in attribute.joinTable) {
    return 'it has no table of its own';
  }
  const hasTwoSides =
    ('inversedBy' in attribute && attribute.inversedBy) || ('mappedBy' in attribute && attribute.mappedBy);
  if (hasTwoSides && attribute.relation.startsWith('oneTo')) {
    return 'its targets have one source each, which would have to be taken from another document';
  }
  const { joinTable } = attribute;
  const orderColumn = attribute.relation.endsWith('Many') ? joinTable.orderColumnName : undefined;
  const inverseOrderColumn = hasTwoSides ? joinTable.inverseOrderColumnName : undefined;
  const source = joinTable.joinColumn.name;
  const target = joinTable.inverseJoinColumn.name;
  return {
    name,
    target: attribute.target,
    link: {
      table: joinTable.name,
      columns: [source, target, orderColumn, inverseOrderColumn].filter((column) => column !== undefined),
    },
    inverseColumn: target,
    ordered: orderColumn !== undefined,
    self: attribute.target === uid,
    inverseOrderColumn,
  };
};

const describe = (strapi: Strapi, uid: string): TableModel => {
  const { tableName, attributes } = strapi.db.metadata.get(uid);
  const schemas = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]).attributes as Record<
    string,
    SchemaAttribute
  >;
  const model: TableModel = {
    uid,
    table: tableName,
    scalars: [],
    parts: [],
    media: [],
    relations: [],
    refused: [],
  };
  for (const [name, attribute] of Object.entries(attributes)) {
    const schema = schemas[name];
    if (schema && (schema.type === 'component' || schema.type === 'dynamiczone')) {
      model.parts.push(partOf(name, schema, attribute));
      continue;
    }
    switch (schema?.type ?? attribute.type) {
      case 'increments':
        break;
      case 'media':
        model.media.push(name);
        break;
      case 'relation': {
        const relation = relationOf(uid, name, attribute);
        if (typeof relation === 'string') model.refused.push({ name, reason: relation });
        else model.relations.push(relation);
        break;
      }
      default: {
        const scalar = scalarOf(name, attribute);
        if (scalar) model.scalars.push(scalar);
        else model.refused.push({ name, reason: `it is of the type ${attribute.type}` });
      }
    }
  }
  return model;
};

export interface Models {
  of: (uid: string) => TableModel;
  /** The table between files and the rows that show them. */
  files: LinkTable;
}

/**
 * Returns the tables of content types and components as Strapi's metadata describes them: a site may extend a type, and
 * Strapi shortens long names.
 */
export const createModels = (strapi: Strapi): Models => {
  const known = new Map<string, TableModel>();
  const { related } = strapi.db.metadata.get(FILES).attributes;
  if (!related || !('joinTable' in related) || !related.joinTable || !('morphColumn' in related.joinTable)) {
    throw new Error('Strapi has no table for the rows that show a file.');
  }
  const { name, joinColumn, morphColumn } = related.joinTable;
  return {
    files: {
      table: name,
      columns: [joinColumn.name, morphColumn.idColumn.name, morphColumn.typeColumn.name, 'field', 'order'],
    },
    of: (uid) => {
      const model = known.get(uid) ?? describe(strapi, uid);
      known.set(uid, model);
      return model;
    },
  };
};
