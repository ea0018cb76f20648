import { COMPONENT_CATEGORY, components, contentTypes } from '../../../../content-types';
import { choicesOf, componentsOf, isPopulated, isZone, type Attribute } from '../../model/attributes';
import type { Change, Migration } from './changes';

/** Returns how an attribute is stored: after a change of it, Strapi does not find the stored values. */
const storageOf = (attribute: Attribute): string => {
  if (attribute.type === 'relation') return `relation to ${String(attribute.target)}`;
  if (attribute.type === 'component') return `component ${componentsOf(attribute)[0]}`;
  return isPopulated(attribute) ? attribute.type : 'column';
};

const linesOf = (model: string, table: string, attributes: Record<string, Attribute>): string[] => [
  `${model}: table ${table}`,
  ...Object.entries(attributes).flatMap(([name, attribute]) => [
    `${model}.${name}: ${storageOf(attribute)}`,
    ...choicesOf(attribute).map((value) => `${model}.${name}: value ${value}`),
    ...(isZone(attribute) ? componentsOf(attribute) : []).map((uid) => `${model}.${name}: holds ${uid}`),
  ]),
];

/** Returns everything that the model stores, one fact a line: tables, attributes, choices. */
export const storedModel = (): string[] =>
  [
    ...Object.entries(contentTypes).flatMap(([name, { collectionName, attributes }]) =>
      linesOf(name, collectionName, attributes as Record<string, Attribute>)
    ),
    ...Object.entries(components).flatMap(([name, { collectionName, attributes }]) =>
      linesOf(`${COMPONENT_CATEGORY}.${name}`, collectionName, attributes as Record<string, Attribute>)
    ),
  ].sort();

/** Whether a migration says what becomes of a line. */
const isNamedBy = (line: string, change: Change): boolean => {
  const [, subject, fact] = /^(.*?): (.*)$/s.exec(line)!;
  // A component's own uid has a dot, too.
  const end = fact!.startsWith('table ') ? subject!.length : subject!.lastIndexOf('.');
  const [model, attribute] = [subject!.slice(0, end), subject!.slice(end + 1)];
  const isOf = (name: string): boolean => model === name;
  switch (change.change) {
    case 'rename-component':
    case 'remove-component': {
      const uid = `${COMPONENT_CATEGORY}.${change.change === 'rename-component' ? change.from : change.name}`;
      return isOf(uid) || fact === `component ${uid}` || fact === `holds ${uid}`;
    }
    case 'remove-type':
      return isOf(change.name);
    case 'rename-attribute':
      return isOf(change.of) && attribute === change.from;
    case 'remove-attribute':
      return isOf(change.of) && attribute === change.attribute;
    case 'rename-value':
      return isOf(change.of) && attribute === change.attribute && fact === `value ${change.from}`;
    case 'remove-value':
      return isOf(change.of) && attribute === change.attribute && fact === `value ${change.value}`;
  }
};

/**
 * Returns what earlier states of the model stored and the model lacks although no migration says what becomes of it:
 * Strapi would drop its column or table with everything in it.
 */
export const lostWithoutMigration = (before: string[], now: string[], migrations: Migration[]): string[] => {
  const present = new Set(now);
  const changes = migrations.flatMap((migration) => migration.changes);
  return before.filter((line) => !present.has(line) && !changes.some((change) => isNamedBy(line, change)));
};
