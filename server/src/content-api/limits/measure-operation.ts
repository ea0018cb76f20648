import { errors } from '../../strapi-internals/host-utils';
import type { Budget } from './budget';
import { identifiesOne, measureConditions } from './measure-conditions';
import { pageSizeOf, type Pages } from './measure-query';
import { attributeOf, isOurs, isPopulated, TYPICAL_LIST, type Model, type Models } from './models';
import {
  isListType,
  namedType,
  valueOf,
  variablesOf,
  type FieldDefinition,
  type Definition,
  type GraphqlSchema,
  type Question,
  type Selection,
  type SelectionSet,
  type TypeReference,
} from './operation';

/** Strapi's models by the names of their GraphQL types. */
export type ModelsByType = ReadonlyMap<string, Model>;

interface Place {
  type: TypeReference | undefined;
  /** Whether the way here has led through a type of the plugin, so that its limits count. */
  inside: boolean;
  /** Levels of lookups since then. */
  level: number;
  path: readonly string[];
  /** How many objects there may be at this place, all together. */
  objects: number;
  /** How many objects the list has that a connection wraps, each. */
  page: number;
}

/** The lists of a connection, which take their arguments from the field above. */
const CONNECTION_LISTS = new Set(['nodes', 'data']);

const CONNECTION = '_connection';

interface Field {
  definition: FieldDefinition;
  /** Whose rows the field reads, if it reads any. */
  target: Model | undefined;
  /** Whether Strapi asks the database for this field, for each object that has it. */
  isLookup: boolean;
  /** Whether this is a relation to anything. */
  isMorph: boolean;
  isOurs: boolean;
}

/** @param isNested whether the field stands in an object, not in the query itself */
export type CheckArguments = (
  args: Record<string, unknown>,
  model: Model,
  path: readonly string[],
  isNested: boolean
) => void;

/**
 * @param prefix what the names of the plugin's own GraphQL types start with
 * @param checkArguments refuses arguments that cannot be carried out
 */
export const createOperationMeter = (
  models: Models,
  modelsByType: ModelsByType,
  prefix: string,
  checkArguments: CheckArguments
) => {
  const isOurType = (type: TypeReference): boolean =>
    type.name?.startsWith(prefix) === true || isOurs(modelsByType.get(type.name ?? '')?.uid);

  const fieldOf = (
    selection: Selection,
    type: TypeReference | undefined,
    isRoot: boolean
  ): Field | undefined => {
    const name = selection.name?.value ?? '';
    const definition = type?.getFields?.()[name];
    if (!definition) return undefined;
    const named = namedType(definition.type);
    const model = modelsByType.get(type?.name ?? '');
    const attribute =
      attributeOf(model, name) ??
      (name.endsWith(CONNECTION) ? attributeOf(model, name.slice(0, -CONNECTION.length)) : undefined);
    const target =
      models.modelOf(definition.extensions?.strapi?.contentType?.uid) ??
      models.targetOf(attribute) ??
      modelsByType.get(named.name ?? '');
    return {
      definition,
      target,
      // The number of all documents is counted only when it is asked for.
      isLookup: isRoot || isPopulated(attribute) || name === 'pageInfo',
      isMorph: ['morphToOne', 'morphToMany'].includes(String(attribute?.relation)),
      isOurs: isOurs(target?.uid) || isOurType(named),
    };
  };

  /**
   * Measures what a request asks as a whole, before any of it is carried out, and even before it is found valid.
   *
   * An operation that has to do with none of the plugin's types passes, whatever its size. In one that has, all fields
   * count; levels and lookups count from where it enters a type of the plugin.
   *
   * @param pages what lists have for which nothing is said
   * @param budgetOf a new budget
   * @throws ValidationError when a limit is passed
   */
  return (
    { document, operationName, schema, variables }: Question,
    pages: Pages,
    budgetOf: () => Budget
  ): void => {
    const { definitions } = document;
    const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
    const asked = operations.find(({ name }) => !operationName || name?.value === operationName);
    if (!asked) return;
    const budget = budgetOf();
    const fragments = new Map(
      definitions
        .filter(({ kind }) => kind === 'FragmentDefinition')
        .map((definition) => [definition.name?.value ?? '', definition])
    );
    const values = variablesOf(asked, variables);
    const argumentsOf = (selection: Selection): Record<string, unknown> =>
      Object.fromEntries(
        (selection.arguments ?? []).map(({ name, value }) => [name.value, valueOf(value, values)])
      );

    /** Everything that the document says, each part once, however often it is used; whether it is about our types. */
    const measureArguments = (
      set: SelectionSet,
      type: TypeReference | undefined,
      inside: boolean,
      path: readonly string[]
    ): boolean => {
      let touches = inside;
      const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
      for (const selection of set.selections) {
        if (selection.kind === 'FragmentSpread') continue;
        const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        const field = selection.kind === 'Field' ? fieldOf(selection, type, false) : undefined;
        const below = field ? namedType(field.definition.type) : (condition ?? type);
        const isInside =
          inside || field?.isOurs === true || (condition !== undefined && isOurType(condition));
        const at = selection.kind === 'Field' ? [...path, selection.name?.value ?? ''] : path;
        if (field) {
          const values = argumentsOf(selection);
          measureConditions(values, field.target, isInside, budget, models);
          if (isInside) {
            budget.pagination(values.pagination);
            for (const value of Object.values(values)) budget.value(value);
            if (field.target) checkArguments(values, field.target, at, !isRoot);
          }
        }
        const touchesBelow =
          selection.selectionSet && measureArguments(selection.selectionSet, below, isInside, at);
        touches ||= isInside || touchesBelow === true;
      }
      return touches;
    };

    const sizeOf = (selection: Selection, { definition, target }: Field, place: Place): number => {
      if (!isListType(definition.type) && !selection.name?.value.endsWith(CONNECTION)) return 1;
      if (CONNECTION_LISTS.has(selection.name?.value ?? '') && place.page > 0) return place.page;
      const { filters, pagination } = argumentsOf(selection);
      if (target && identifiesOne(filters)) return 1;
      return target ? pageSizeOf(pagination, pages) : TYPICAL_LIST;
    };

    /** A list of finished guides needs no lookup for each, but sends each of them. */
    const guidesOf = (selection: Selection, { definition, target }: Field): number => {
      if (target || !definition.args?.some(({ name }) => name === 'pageSize')) return 1;
      return pageSizeOf(argumentsOf(selection), { byDefault: 25, most: Infinity });
    };

    const measureField = (selection: Selection, place: Place, isRoot: boolean): void => {
      const field = fieldOf(selection, place.type, isRoot);
      if (!field || !selection.selectionSet) return;
      const path = [...place.path, selection.name?.value ?? ''];
      // Strapi's resolver of such a field looks for the one type that it leads to, and fails.
      if (place.inside && field.isMorph) {
        throw new errors.ValidationError(
          `Invalid query at "${path.join('.')}": GraphQL cannot read a relation to anything.`,
          { path: path.join('.') }
        );
      }
      const inside = place.inside || field.isOurs;
      const level = inside && field.isLookup && !isRoot ? place.level + 1 : place.level;
      if (inside && field.isLookup) {
        budget.within('depth', level);
        budget.spend('populated');
        budget.spend('lookups', place.objects * guidesOf(selection, field));
      }
      const size = sizeOf(selection, field, place);
      const wraps = !isListType(field.definition.type) && size > 1;
      measureSelections(
        selection.selectionSet,
        {
          type: namedType(field.definition.type),
          inside,
          level,
          path,
          objects: wraps ? place.objects : place.objects * size,
          page: wraps ? size : 0,
        },
        false
      );
    };

    const measureSelections = (set: SelectionSet, place: Place, isRoot: boolean): void => {
      for (const selection of set.selections) {
        const name = selection.name?.value ?? '';
        if (selection.kind === 'Field') {
          // What a schema says about itself asks no database.
          if (!name.startsWith('__')) measureField(selection, place, isRoot);
          continue;
        }
        const fragment = selection.kind === 'FragmentSpread' ? fragments.get(name) : selection;
        if (!fragment?.selectionSet) continue;
        const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
        const type = condition ?? place.type;
        const inside = place.inside || (type !== undefined && isOurType(type));
        // From anything to a type of the plugin is a level.
        const level = inside && !place.inside ? 1 : place.level;
        measureSelections(fragment.selectionSet, { ...place, type, inside, level }, isRoot);
      }
    };

    /** How often fields are named, with those of fragments wherever they are used. */
    const countFields = (set: SelectionSet, spend: () => void): void => {
      for (const { kind, name, selectionSet } of set.selections) {
        // A fragment counts too, because one that uses itself is found invalid only later.
        spend();
        const below =
          kind === 'FragmentSpread' ? fragments.get(name?.value ?? '')?.selectionSet : selectionSet;
        if (below && !name?.value.startsWith('__')) countFields(below, spend);
      }
    };

    const typeOf = ({ typeCondition, operation }: Definition): TypeReference | undefined =>
      typeCondition ? schema.getType(typeCondition.name.value) : rootOf(schema, operation);

    const touches = [asked, ...fragments.values()].map((definition) => {
      const type = typeOf(definition);
      return (
        definition.selectionSet !== undefined &&
        measureArguments(definition.selectionSet, type, type !== undefined && isOurType(type), [])
      );
    });
    if (!touches.includes(true)) return;
    // All of them, because whatever checks a document follows all of its operations.
    for (const { selectionSet } of operations) {
      const { spend } = budgetOf();
      if (selectionSet) countFields(selectionSet, () => spend('fields'));
    }
    const start: Place = { type: typeOf(asked), inside: false, level: 0, path: [], objects: 1, page: 0 };
    if (asked.selectionSet) measureSelections(asked.selectionSet, start, true);
  };
};

const rootOf = (schema: GraphqlSchema, operation: string | undefined): TypeReference | undefined =>
  operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
