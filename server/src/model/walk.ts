/**
 * The walks along the model: everything that looks into components and dynamic zones uses one of these. They end also
 * where a site lets components contain each other.
 */
import { isRecord } from '../utils/is-record';
import { componentsOf, holdsComponents, isZone, type Attribute, type ReadAttributes } from './attributes';

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

export interface VisitedAttribute {
  /** The uid of the content type or component that has the attribute. */
  owner: string;
  name: string;
  attribute: Attribute;
  /** From where the walk began: `tasks.items.title`, in a dynamic zone `sections[career-field.text-section].body`. */
  path: string;
}

/** Visits each attribute of a content type or component, and of the components in it. */
export function* walkAttributes(
  read: ReadAttributes,
  uid: string,
  path = '',
  above: readonly string[] = []
): Generator<VisitedAttribute> {
  if (above.includes(uid)) return;
  for (const [name, attribute] of Object.entries(read(uid))) {
    const here = join(path, name);
    yield { owner: uid, name, attribute, path: here };
    for (const component of componentsOf(attribute)) {
      const inner = isZone(attribute) ? `${here}[${component}]` : here;
      yield* walkAttributes(read, component, inner, [...above, uid]);
    }
  }
}

/** Returns the uids of the content types to which relations lead, also those in components. */
export const relationTargets = (read: ReadAttributes, uid: string): Set<string> => {
  const targets = new Set<string>();
  for (const { attribute } of walkAttributes(read, uid)) {
    if (attribute.type === 'relation' && typeof attribute.target === 'string') targets.add(attribute.target);
  }
  return targets;
};

/** Returns the searched components, and those of `uids` that contain one of them at any depth. */
export const componentsContaining = (
  read: ReadAttributes,
  uids: Iterable<string>,
  searched: ReadonlySet<string>
): Set<string> => {
  const found = new Set(searched);
  for (const uid of uids) {
    for (const { attribute } of walkAttributes(read, uid)) {
      if (componentsOf(attribute).some((each) => searched.has(each))) found.add(uid);
    }
  }
  return found;
};

/**
 * Builds a tree in the form of the model, such as what a query populates.
 *
 * @param node returns the node of an attribute, or undefined to leave it out; `below` returns the nodes of a component
 *   in it, none for a component within itself
 */
export const treeOf = <Node>(
  read: ReadAttributes,
  uid: string,
  node: (
    name: string,
    attribute: Attribute,
    below: (component: string) => Record<string, Node>
  ) => Node | undefined,
  above: readonly string[] = []
): Record<string, Node> => {
  if (above.includes(uid)) return {};
  const below = (component: string): Record<string, Node> => treeOf(read, component, node, [...above, uid]);
  return Object.fromEntries(
    Object.entries(read(uid)).flatMap(([name, attribute]): [string, Node][] => {
      const own = node(name, attribute, below);
      return own === undefined ? [] : [[name, own]];
    })
  );
};

/** Returns the uid of the component that an item of an attribute is; undefined for one that the item does not name. */
export type ComponentOf = (attribute: Attribute, item: Record<string, unknown>) => string | undefined;

/** Reads the component as the document service and the database layer give it. */
export const componentOf: ComponentOf = (attribute, item) => {
  if (!isZone(attribute)) return componentsOf(attribute)[0];
  return typeof item.__component === 'string' ? item.__component : undefined;
};

export interface VisitedValue {
  /** The uid of the content type or component that has the attribute. */
  owner: string;
  /** What has the attribute: the value that the walk began with, or a component in it. */
  holder: Record<string, unknown>;
  name: string;
  attribute: Attribute;
  value: unknown;
  /** From where the walk began: `tasks.items[2].title`. */
  path: string;
}

/**
 * Visits each value that has an attribute in the model, those of components included, in the order of the value. What
 * the model lacks, and a component that is not an object, is left out.
 *
 * @param uid of the content type or component that the value belongs to
 */
export function* walkValue(
  read: ReadAttributes,
  uid: string,
  value: unknown,
  componentIn: ComponentOf = componentOf,
  path = ''
): Generator<VisitedValue> {
  if (!isRecord(value)) return;
  const attributes = read(uid);
  for (const [name, own] of Object.entries(value)) {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (!attribute) continue;
    const here = join(path, name);
    yield { owner: uid, holder: value, name, attribute, value: own, path: here };
    if (!holdsComponents(attribute)) continue;
    const items: [unknown, string][] = Array.isArray(own)
      ? own.map((item, index) => [item, `${here}[${index}]`])
      : [[own, here]];
    for (const [item, at] of items) {
      const component = isRecord(item) ? componentIn(attribute, item) : undefined;
      if (component !== undefined) yield* walkValue(read, component, item, componentIn, at);
    }
  }
}

/**
 * Replaces the components in a value of an attribute; a list stays a list. What is not a component, and the value of
 * any other attribute, stays as it is.
 */
export const mapComponents = (
  attribute: Attribute,
  value: unknown,
  replace: (item: Record<string, unknown>, component: string) => unknown,
  componentIn: ComponentOf = componentOf
): unknown => {
  if (!holdsComponents(attribute)) return value;
  const one = (item: unknown): unknown => {
    const component = isRecord(item) ? componentIn(attribute, item) : undefined;
    return component === undefined ? item : replace(item as Record<string, unknown>, component);
  };
  return Array.isArray(value) ? value.map(one) : one(value);
};
