import { Budget, type Limits } from '../budget';
import type { PageSizes } from '../cost';
import { isOwnType, type CheckArguments, type GraphqlModels, type Measurement } from './fields';
import { measureArguments } from './measure-arguments';
import { countFields, measureSelections, startAt } from './measure-selections';
import { rootType, variablesOf, type Definition, type OperationRequest } from './operation';

interface Options {
  limits: Limits;
  pageSizes: PageSizes;
  checkArguments: CheckArguments;
}

/**
 * Measures a request as a whole, before it is executed and even before it is validated.
 *
 * A request that reaches none of the plugin's types passes, whatever its size. In one that does, all fields count; levels
 * and lookups count from where it reaches a type of the plugin.
 *
 * @throws ValidationError when a limit is exceeded
 */
export const measureOperation = (
  { document: { definitions }, operationName, schema, variables }: OperationRequest,
  graphqlModels: GraphqlModels,
  { limits, pageSizes, checkArguments }: Options
): void => {
  const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
  const operation = operations.find(({ name }) => !operationName || name?.value === operationName);
  if (!operation) return;
  const fragments = new Map(
    definitions
      .filter(({ kind }) => kind === 'FragmentDefinition')
      .map((definition) => [definition.name?.value ?? '', definition])
  );
  const measurement: Measurement = {
    ...graphqlModels,
    schema,
    fragments,
    variables: variablesOf(operation, variables),
    pageSizes,
    budget: new Budget(limits),
    checkArguments,
  };

  const reached = [operation, ...fragments.values()].map((definition: Definition) => {
    const { typeCondition, selectionSet } = definition;
    const type = typeCondition
      ? schema.getType(typeCondition.name.value)
      : rootType(schema, definition.operation);
    const isLimited = type !== undefined && isOwnType(type, graphqlModels);
    return (
      selectionSet !== undefined && measureArguments(selectionSet, { type, isLimited, path: [] }, measurement)
    );
  });
  if (!reached.includes(true)) return;
  // The fields of every operation, because GraphQL's validation visits all of them.
  for (const { selectionSet } of operations) {
    const budget = new Budget(limits);
    if (selectionSet) countFields(selectionSet, fragments, () => budget.spend('fields'));
  }
  if (operation.selectionSet) {
    measureSelections(operation.selectionSet, startAt(rootType(schema, operation.operation)), measurement);
  }
};
