import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Definition, Parse, Selection } from '../../strapi-internals/host-graphql';

/** The fields of `Query` that deliver finished guides. */
export const OWN_QUERIES = ['careerFieldGuide', 'careerFieldGuides'] as const;

/** What is asked in one request. */
export interface GraphqlRequest {
  query?: unknown;
  variables?: unknown;
  operationName?: unknown;
  extensions?: unknown;
}

const MAX_DOCUMENTS = 1000;

/** Longer than any query for guides; a parser is not to work for long on what nobody has checked yet. */
const MAX_LENGTH = 50_000;

/** Names of the fields that an operation asks for, whatever fragments they are in. */
const rootFields = (operation: Definition, definitions: readonly Definition[]): string[] => {
  const names: string[] = [];
  const seen = new Set<string>();
  const walk = (selections: readonly Selection[] = []): void => {
    for (const { kind, name, selectionSet } of selections) {
      if (kind === 'Field') names.push(name!.value);
      else if (kind === 'InlineFragment') walk(selectionSet?.selections);
      else if (!seen.has(name!.value)) {
        seen.add(name!.value);
        const fragment = definitions.find(
          (each) => each.kind === 'FragmentDefinition' && each.name?.value === name!.value
        );
        walk(fragment?.selectionSet?.selections);
      }
    }
  };
  walk(operation.selectionSet?.selections);
  return names;
};

/** Whether an operation asks for finished guides and nothing else. */
const isOwn = (operation: Definition, definitions: readonly Definition[]): boolean => {
  const names = rootFields(operation, definitions).filter((name) => name !== '__typename');
  return (
    operation.operation === 'query' &&
    names.length > 0 &&
    names.every((name) => (OWN_QUERIES as readonly string[]).includes(name))
  );
};

/** The operations of a document that ask only for finished guides, by name; '' for one without. */
const ownOperations = (parse: Parse, text: string): Set<string> => {
  try {
    const { definitions } = parse(text, { noLocation: true });
    const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
    const own = new Set<string>();
    for (const operation of operations) {
      if (!isOwn(operation, definitions)) continue;
      if (operation.name) own.add(operation.name.value);
      if (operations.length === 1) own.add('');
    }
    return own;
  } catch {
    // Strapi says what is wrong with it.
    return new Set();
  }
};

/** Recognises requests that ask only for finished guides. */
export const createOwnQueries = (parse: Parse | undefined) => {
  const documents = new LRUCache<string, Set<string>>({ max: MAX_DOCUMENTS });

  /** By their hash, which is also how clients name a document that the server knows already. */
  const operationsOf = (text: unknown, hash: string): Set<string> | undefined => {
    const known = documents.get(hash);
    if (known || typeof text !== 'string' || !parse || text.length > MAX_LENGTH) return known;
    const own = ownOperations(parse, text);
    documents.set(hash, own);
    return own;
  };

  return {
    /** Names what is asked for, or undefined if it is not only finished guides. */
    nameOf({ query, variables, operationName, extensions }: GraphqlRequest): string | undefined {
      const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
      const hash =
        typeof query === 'string'
          ? createHash('sha256').update(query).digest('hex')
          : String(persistedQuery?.sha256Hash ?? '');
      const operation = typeof operationName === 'string' ? operationName : '';
      if (!operationsOf(query, hash)?.has(operation)) return undefined;
      return `${hash} ${operation} ${JSON.stringify(variables ?? null)}`;
    },
  };
};
