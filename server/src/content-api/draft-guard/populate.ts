import { attributeOf, isMorph, isRecord, populatedNames, type Model, type Query } from '../query-models';
import { guardFilters } from './filters';
import { and, hasVersions, isGuarded, PUBLISHED, type GuardContext } from './guarded';
import { checkSort } from './sort';

const isOff = (node: unknown): boolean => node === false || node === 'false';

/** Has no prototype, because names come from the request. */
const emptyTree = (): Query => Object.create(null) as Query;

/** Converts `['a.b', 'c']` to `{ a: { populate: { b: true } }, c: true }`, the one form that can have filters. */
const populateObject = (populate: unknown): Query => {
  if (isRecord(populate)) return populate;
  const paths = Array.isArray(populate) ? populate : String(populate).split(',');
  const tree = emptyTree();
  for (const path of paths) {
    const steps = String(path).trim().split('.').filter(Boolean);
    const last = steps.pop();
    let level = tree;
    for (const step of steps) {
      const node = isRecord(level[step]) ? level[step] : emptyTree();
      node.populate = isRecord(node.populate) ? node.populate : emptyTree();
      level[step] = node;
      level = node.populate as Query;
    }
    if (last !== undefined) level[last] ??= true;
  }
  return tree;
};

/** @param isMorphTarget whether a relation to any type leads here, which can lead into a component of a draft */
const guardNode = (
  node: unknown,
  target: Model | undefined,
  context: GuardContext,
  isMorphTarget = false
): unknown => {
  if (!target || isOff(node)) return node;
  const { models, publishedComponents } = context;
  const ids = isMorphTarget ? publishedComponents(target.uid) : undefined;
  const condition = isGuarded(target.uid) ? PUBLISHED : ids && { id: { $in: ids } };
  if (!isRecord(node)) return condition ? { filters: condition } : node;
  const guarded: Query = { ...node };
  if (node.populate) guarded.populate = guardPopulate(node.populate, target, context);
  if (node.filters) guarded.filters = guardFilters(node.filters, target, models);
  const readsGuarded = node.sort && checkSort(node.sort, target, hasVersions(target), models);
  const conditions = [condition, readsGuarded ? PUBLISHED : undefined].filter(Boolean);
  if (conditions.length > 0) guarded.filters = and(guarded.filters, ...conditions);
  return guarded;
};

const guardFragments = (
  fragments: readonly (readonly [uid: string, node: unknown])[],
  context: GuardContext,
  isMorphTarget = false
): Query =>
  Object.fromEntries(
    fragments.map(([uid, node]) => [
      uid,
      guardNode(node, context.models.modelOf(uid), context, isMorphTarget),
    ])
  );

/** Returns the node of `*` for a model. Below a dynamic zone Strapi resolves `*` only while it reads the database. */
const everythingIn = (uid: string, { models }: GuardContext): Query => {
  const model = models.modelOf(uid);
  const names = model ? populatedNames(model) : [];
  return { populate: Object.fromEntries(names.map((name) => [name, true])) };
};

/** Guards a relation to any type, which takes conditions for each type, and only in `on`. */
const guardMorph = (node: unknown, context: GuardContext): unknown => {
  if (isOff(node)) return node;
  const { populate, on, ...others } = isRecord(node) ? node : ({} as Query);
  const fragments = isRecord(on)
    ? Object.entries(on)
    : context.uids().map((uid) => [uid, populate ? everythingIn(uid, context) : {}] as const);
  return { ...others, on: guardFragments(fragments, context, true) };
};

/** Returns `populate` with the conditions that hide drafts of guarded types. */
export const guardPopulate = (populate: unknown, model: Model, context: GuardContext): unknown =>
  Object.fromEntries(
    Object.entries(populateObject(populate)).map(([name, node]) => {
      const attribute = attributeOf(model, name);
      if (!attribute) return [name, node];
      if (isMorph(attribute)) return [name, guardMorph(node, context)];
      if (attribute.type === 'dynamiczone' && isRecord(node) && node.populate === '*') {
        const uids = attribute.components as string[];
        const fragments = uids.map((uid) => [uid, everythingIn(uid, context)] as const);
        return [name, { on: guardFragments(fragments, context) }];
      }
      if (isRecord(node) && isRecord(node.on)) {
        return [name, { ...node, on: guardFragments(Object.entries(node.on), context) }];
      }
      return [name, guardNode(node, context.models.targetOf(attribute), context)];
    })
  );
