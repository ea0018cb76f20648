interface TypeRef {
  kind: string;
  name: string | null;
  ofType: TypeRef | null;
}

interface TypeInfo {
  name: string;
  fields: { name: string; type: TypeRef }[] | null;
  possibleTypes: { name: string }[] | null;
}

const QUESTION = `{ __schema { types { name possibleTypes { name } fields { name type { kind name ofType { kind name ofType
  { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`;

/**
 * Builds selections of all fields of a type, at any depth, from the introspection of the schema.
 *
 * @param ask returns the data of a query
 */
export const readSelections = async (
  ask: (query: string) => Promise<unknown>
): Promise<(root: string) => string> => {
  const { __schema } = (await ask(QUESTION)) as { __schema: { types: TypeInfo[] } };
  const byName = new Map(__schema.types.map((type) => [type.name, type]));
  const named = (type: TypeRef): string => type.name ?? named(type.ofType!);
  const select = (name: string): string => {
    const type = byName.get(name)!;
    if (type.possibleTypes) {
      const parts = type.possibleTypes.map((each) => {
        // A field may have another type in another section.
        const fields = byName.get(each.name)!.fields!;
        const own = fields.map(
          (field) => `${each.name}_${field.name}: ${field.name}${select(named(field.type))}`
        );
        return `... on ${each.name} { ${own.join(' ')} }`;
      });
      return ` { __typename ${parts.join(' ')} }`;
    }
    if (!type.fields) return '';
    return ` { ${type.fields.map((field) => `${field.name}${select(named(field.type))}`).join(' ')} }`;
  };
  return select;
};
