import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Definition, Parse, Selection } from '../../strapi-internals/host-graphql';

/** The fields of `Query` that deliver guides. */
const OWN_QUERIES = ['careerFieldGuide', 'careerFieldGuides'] as const;

/** The body of a GraphQL request. */
export interface GraphqlRequest {
  query?: unknown;
  variables?: unknown;
  operationName?: unknown;
  extensions?: unknown;
}

const MAX_DOCUMENTS = 1000;

/** Longer than any query for guides. It bounds the work of parsing before the limits are checked. */
const MAX_LENGTH = 50_000;

/** Returns the names of an operation's root fields, also of those in fragments. */
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

/** Whether an operation requests guides only. */
const isOwn = (operation: Definition, definitions: readonly Definition[]): boolean => {
  const names = rootFields(operation, definitions).filter((name) => name !== '__typename');
  return (
    operation.operation === 'query' &&
    names.length > 0 &&
    names.every((name) => (OWN_QUERIES as readonly string[]).includes(name))
  );
};

/** Returns the names of the operations that request guides only; '' for a single one without `operationName`. */
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
    // Strapi reports the error.
    return new Set();
  }
};

/** Recognises requests for guides only. */
export const createOwnQueries = (parse: Parse | undefined) => {
  const documents = new LRUCache<string, Set<string>>({ max: MAX_DOCUMENTS });

  /** Documents are cached by their hash, with which clients also reference persisted queries. */
  const operationsOf = (text: unknown, hash: string): Set<string> | undefined => {
    const cached = documents.get(hash);
    if (cached || typeof text !== 'string' || !parse || text.length > MAX_LENGTH) return cached;
    const own = ownOperations(parse, text);
    documents.set(hash, own);
    return own;
  };

  return {
    /** Returns a key for the operation and its variables; undefined if it requests anything but guides. */
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
