import { measureConditions } from '../conditions';
import { conditionOf, fieldOf, isOwnType, type Field, type Measurement } from './fields';
import {
  argumentsOf,
  isRootType,
  namedType,
  type Selection,
  type SelectionSet,
  type TypeReference,
} from './operation';

interface Position {
  type: TypeReference | undefined;
  isLimited: boolean;
  path: readonly string[];
}

const measureFieldArguments = (
  selection: Selection,
  { target }: Field,
  { type, isLimited, path }: Position,
  measurement: Measurement
): void => {
  const { budget, models, schema, variables, checkArguments } = measurement;
  const values = argumentsOf(selection, variables);
  measureConditions(values, target, isLimited, budget, models);
  if (!isLimited) return;
  budget.checkPagination(values.pagination);
  for (const value of Object.values(values)) budget.checkValue(value);
  if (target) checkArguments(values, target, path, !isRootType(schema, type));
};

/**
 * Measures the arguments of all fields in a selection set. Fragments are measured where they are defined, so each argument
 * in a document is measured once.
 *
 * @returns whether the selection set reaches a type of the plugin
 * @throws ValidationError when a limit is exceeded
 */
export const measureArguments = (set: SelectionSet, at: Position, measurement: Measurement): boolean => {
  let isReached = at.isLimited;
  for (const selection of set.selections) {
    if (selection.kind === 'FragmentSpread') continue;
    const isField = selection.kind === 'Field';
    const condition = conditionOf(selection, measurement.schema);
    const field = isField ? fieldOf(selection, at.type, measurement) : undefined;
    const isLimited =
      at.isLimited || field?.isOwn === true || (condition !== undefined && isOwnType(condition, measurement));
    const path = isField ? [...at.path, selection.name?.value ?? ''] : at.path;
    if (field) measureFieldArguments(selection, field, { type: at.type, isLimited, path }, measurement);
    const type = field ? namedType(field.definition.type) : (condition ?? at.type);
    const isReachedBelow =
      selection.selectionSet &&
      measureArguments(selection.selectionSet, { type, isLimited, path }, measurement);
    isReached ||= isLimited || isReachedBelow === true;
  }
  return isReached;
};
