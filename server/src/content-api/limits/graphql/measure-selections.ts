import { errors } from '../../../strapi-internals/host-utils';
import { enter, identifiesOne, pageSizeOf, TYPICAL_LIST, type Position } from '../cost';
import {
  conditionOf,
  fieldOf,
  isConnection,
  isOwnType,
  type Field,
  type GraphqlModels,
  type Measurement,
} from './fields';
import {
  argumentsOf,
  isListType,
  namedType,
  type Definition,
  type Selection,
  type SelectionSet,
  type TypeReference,
} from './operation';

interface SelectionPosition extends Position {
  type: TypeReference | undefined;
  isRoot: boolean;
  path: readonly string[];
  /** The length of the list in a connection. */
  pageSize: number;
}

export const startAt = (type: TypeReference | undefined): SelectionPosition => ({
  type,
  isRoot: true,
  isLimited: false,
  level: 0,
  rows: 1,
  path: [],
  pageSize: 0,
});

/** The lists in a connection, which have the arguments of the connection. */
const CONNECTION_LISTS = new Set(['nodes', 'data']);

const lengthOf = (
  selection: Selection,
  { definition, target }: Field,
  { pageSize }: SelectionPosition,
  { variables, pageSizes }: Measurement
): number => {
  if (!isListType(definition.type) && !isConnection(selection)) return 1;
  if (CONNECTION_LISTS.has(selection.name?.value ?? '') && pageSize > 0) return pageSize;
  const { filters, pagination } = argumentsOf(selection, variables);
  if (target && identifiesOne(filters)) return 1;
  return target ? pageSizeOf(pagination, pageSizes) : TYPICAL_LIST;
};

/** Returns the number of lookups for each parent. A page of guides needs no lookups, but as many guides are sent. */
const lookupsOf = (
  selection: Selection,
  { definition, target }: Field,
  { variables }: Measurement
): number => {
  if (target || !definition.args?.some(({ name }) => name === 'pageSize')) return 1;
  return pageSizeOf(argumentsOf(selection, variables), { byDefault: 25, most: Infinity });
};

const enterField = (
  selection: Selection,
  field: Field,
  at: SelectionPosition,
  measurement: Measurement
): Position => {
  const { budget } = measurement;
  const isLimited = at.isLimited || field.isOwn;
  if (!isLimited || !(field.isLookup || at.isRoot)) return { ...at, isLimited };
  if (at.isRoot) budget.spend('populated');
  const position = at.isRoot ? { ...at, isLimited } : enter(at, field.isOwn, at.rows, budget);
  budget.spend('lookups', at.rows * lookupsOf(selection, field, measurement));
  return position;
};

const measureField = (selection: Selection, at: SelectionPosition, measurement: Measurement): void => {
  const field = fieldOf(selection, at.type, measurement);
  if (!field || !selection.selectionSet) return;
  const path = [...at.path, selection.name?.value ?? ''];
  if (at.isLimited && field.isMorph) {
    // Strapi's resolver looks for the one type of its target, and fails with 500.
    throw new errors.ValidationError(
      `Invalid query at "${path.join('.')}": GraphQL cannot read a relation to any type.`,
      { path: path.join('.') }
    );
  }
  const { isLimited, level } = enterField(selection, field, at, measurement);
  const length = lengthOf(selection, field, at, measurement);
  const isWrapped = !isListType(field.definition.type) && length > 1;
  const below: SelectionPosition = {
    type: namedType(field.definition.type),
    isRoot: false,
    isLimited,
    level,
    path,
    rows: isWrapped ? at.rows : at.rows * length,
    pageSize: isWrapped ? length : 0,
  };
  measureSelections(selection.selectionSet, below, measurement);
};

const enterFragment = (
  at: SelectionPosition,
  condition: TypeReference | undefined,
  graphqlModels: GraphqlModels
): SelectionPosition => {
  const type = condition ?? at.type;
  const isLimited = at.isLimited || (type !== undefined && isOwnType(type, graphqlModels));
  return { ...at, type, isLimited, level: isLimited && !at.isLimited ? 1 : at.level };
};

/**
 * Measures what Strapi's resolvers read for a selection set, with every use of a fragment.
 *
 * @throws ValidationError when a limit is exceeded
 */
export const measureSelections = (
  set: SelectionSet,
  at: SelectionPosition,
  measurement: Measurement
): void => {
  for (const selection of set.selections) {
    const name = selection.name?.value ?? '';
    if (selection.kind === 'Field') {
      // Introspection reads no rows.
      if (!name.startsWith('__')) measureField(selection, at, measurement);
      continue;
    }
    const fragment = selection.kind === 'FragmentSpread' ? measurement.fragments.get(name) : selection;
    if (!fragment?.selectionSet) continue;
    const condition = conditionOf(fragment, measurement.schema);
    measureSelections(fragment.selectionSet, enterFragment(at, condition, measurement), measurement);
  }
};

/** Counts the fields of a selection set, with every use of a fragment. `spend` ends the recursion of a cycle by throwing. */
export const countFields = (
  set: SelectionSet,
  fragments: ReadonlyMap<string, Definition>,
  spend: () => void
): void => {
  for (const { kind, name, selectionSet } of set.selections) {
    // A fragment counts too, because GraphQL's validation finds cycles only later.
    spend();
    const below = kind === 'FragmentSpread' ? fragments.get(name?.value ?? '')?.selectionSet : selectionSet;
    if (below && !name?.value.startsWith('__')) countFields(below, fragments, spend);
  }
};
