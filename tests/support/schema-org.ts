import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * The vocabulary of schema.org, read from the declarations of `schema-dts`, which are generated from it: no maintained
 * package has it as data.
 */

interface Range {
  /** The allowed types of nodes, with their subtypes. */
  types: Set<string>;
  literals: Set<string>;
  dataTypes: Set<'string' | 'number' | 'boolean'>;
  /** The meaning of a string, which its TypeScript type does not have. */
  formats: Set<'Date' | 'DateTime' | 'Duration' | 'URL' | 'Text'>;
  reference: boolean;
}

const FORMATS: Record<string, RegExp> = {
  Date: /^\d{4}-\d{2}-\d{2}$/,
  DateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
  Duration: /^P(?=.)(\d+[YMWD])*(T(?=.)(\d+[HMS])+)?$/,
  URL: /^(https?:\/\/|\/|#)\S*$/,
  Text: /./s,
};

const declarations = ts.createSourceFile(
  'schema.d.ts',
  readFileSync(path.join(path.dirname(require.resolve('schema-dts')), 'schema.d.ts'), 'utf8'),
  ts.ScriptTarget.Latest
);

const interfaces = new Map<string, ts.InterfaceDeclaration>();
const aliases = new Map<string, ts.TypeAliasDeclaration>();
for (const statement of declarations.statements) {
  if (ts.isInterfaceDeclaration(statement)) interfaces.set(statement.name.text, statement);
  if (ts.isTypeAliasDeclaration(statement) && !statement.typeParameters) {
    aliases.set(statement.name.text, statement);
  }
}

const nameOf = (node: ts.TypeReferenceNode): string =>
  ts.isIdentifier(node.typeName) ? node.typeName.text : '';

const collect = (type: ts.TypeNode, range: Range, seen: Set<string>): void => {
  if (ts.isUnionTypeNode(type)) {
    for (const member of type.types) collect(member, range, seen);
  } else if (type.kind === ts.SyntaxKind.StringKeyword) range.dataTypes.add('string');
  else if (type.kind === ts.SyntaxKind.NumberKeyword) range.dataTypes.add('number');
  else if (type.kind === ts.SyntaxKind.BooleanKeyword) range.dataTypes.add('boolean');
  else if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal))
    range.literals.add(type.literal.text);
  else if (ts.isTypeReferenceNode(type)) {
    const name = nameOf(type);
    if (name === 'IdReference') range.reference = true;
    if (seen.has(name)) return;
    seen.add(name);
    if (name in FORMATS) range.formats.add(name as 'Date');
    if (name.endsWith('Leaf')) range.types.add(name.slice(0, -'Leaf'.length));
    const alias = aliases.get(name);
    // In these declarations Text includes URL; the property means Text.
    if (name === 'Text') range.dataTypes.add('string');
    else if (alias) collect(alias.type, range, seen);
  }
};

/** Returns the own and inherited properties of a type, or undefined if the type is unknown. */
const propertiesOf = (type: string): Map<string, ts.TypeNode> | undefined => {
  if (!interfaces.has(`${type}Leaf`)) return undefined;
  const properties = new Map<string, ts.TypeNode>();
  const pending = [`${type}Leaf`];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const declaration = interfaces.get(name);
    for (const member of declaration?.members ?? []) {
      if (!ts.isPropertySignature(member) || !ts.isStringLiteral(member.name) || !member.type) continue;
      // `SchemaValue<Range, "property">`
      const [range] = ts.isTypeReferenceNode(member.type) ? (member.type.typeArguments ?? []) : [];
      if (range) properties.set(member.name.text, range);
    }
    for (const { types } of declaration?.heritageClauses ?? []) {
      for (const { expression } of types) if (ts.isIdentifier(expression)) pending.push(expression.text);
    }
  }
  return properties;
};

const rangeOf = (type: ts.TypeNode): Range => {
  const range: Range = {
    types: new Set(),
    literals: new Set(),
    dataTypes: new Set(),
    formats: new Set(),
    reference: false,
  };
  collect(type, range, new Set());
  return range;
};

const fitsString = (value: string, { literals, dataTypes, formats }: Range): boolean =>
  literals.has(value) ||
  (dataTypes.has('string') && [...formats].some((format) => FORMATS[format]!.test(value)));

const valueIssues = (value: unknown, range: Range, place: string): string[] => {
  if (Array.isArray(value)) {
    return value.length === 0
      ? [`${place} is empty`]
      : value.flatMap((entry, index) => valueIssues(entry, range, `${place}[${index}]`));
  }
  if (typeof value === 'string') return fitsString(value, range) ? [] : [`${place} may not be "${value}"`];
  if (typeof value === 'number' || typeof value === 'boolean') {
    return range.dataTypes.has(typeof value as 'number') ? [] : [`${place} may not be ${value}`];
  }
  if (typeof value !== 'object' || value === null) return [`${place} may not be ${value}`];
  const node = value as Record<string, unknown>;
  if (!('@type' in node)) {
    const isReference = Object.keys(node).join() === '@id' && typeof node['@id'] === 'string';
    return isReference && range.reference ? [] : [`${place} may not be a reference`];
  }
  const fits = range.types.has(String(node['@type']));
  return [...(fits ? [] : [`${place} may not be a ${node['@type']}`]), ...nodeIssues(node, place)];
};

const nodeIssues = (node: Record<string, unknown>, place: string): string[] => {
  const type = String(node['@type']);
  const properties = propertiesOf(type);
  if (!properties) return [`${place}: schema.org has no type "${type}"`];
  return Object.entries(node).flatMap(([name, value]) => {
    if (name === '@type' || name === '@id') return [];
    const range = properties.get(name);
    return range
      ? valueIssues(value, rangeOf(range), `${place}.${name}`)
      : [`${place}: a ${type} has no "${name}"`];
  });
};

/** Returns the unknown types, unknown properties and invalid values of a node. */
export const schemaOrgIssues = (node: Record<string, unknown>): string[] =>
  nodeIssues(node, String(node['@type']));

/** Returns the references of a graph to nodes that it does not contain. */
export const danglingReferences = (graph: Record<string, unknown>[]): string[] => {
  const ids = new Set(graph.map((node) => node['@id']));
  const referencesIn = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(referencesIn);
    if (typeof value !== 'object' || value === null) return [];
    const node = value as Record<string, unknown>;
    return '@id' in node && !('@type' in node)
      ? [String(node['@id'])]
      : Object.values(node).flatMap(referencesIn);
  };
  return graph.flatMap(referencesIn).filter((id) => !ids.has(id));
};
