/** What this needs of the schemas of a type and its components, as the Content Manager has them. */
export interface Attribute {
  type: string;
  /** Of a component. */
  component?: string;
  repeatable?: boolean;
  /** Of a relation. */
  target?: string;
  relation?: string;
  /** False where no form shows the attribute. */
  visible?: boolean;
  writable?: boolean;
}

export interface Schema {
  info: { displayName: string };
  attributes: Record<string, Attribute>;
}

export interface Schemas {
  uid: string;
  type: Schema;
  /** By uid. */
  components: Record<string, Schema>;
}

/** An entry, or a component in one: values by attribute. A component has its `id` where it is stored. */
export type Content = Record<string, unknown>;

export const isContent = (value: unknown): value is Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const rowsOf = (value: unknown): Content[] => (Array.isArray(value) ? value.filter(isContent) : []);

/** Whether the values of an attribute are one component. */
export const isPart = ({ type, repeatable }: Attribute): boolean => type === 'component' && !repeatable;

/** Whether the values of an attribute are a list of components. */
export const isList = ({ type, repeatable }: Attribute): boolean =>
  type === 'dynamiczone' || (type === 'component' && repeatable === true);

/** The uid of a component, by the attribute that it is in. */
export const componentOf = ({ component }: Attribute, part: Content): string =>
  component ?? String(part.__component);

/** The attributes of a type or component. The Content Manager counts the id of a row among them, which is no content. */
export const attributesOf = (schemas: Schemas, uid: string): Record<string, Attribute> => {
  const schema = uid === schemas.uid ? schemas.type : schemas.components[uid];
  return Object.fromEntries(Object.entries(schema?.attributes ?? {}).filter(([name]) => name !== 'id'));
};
