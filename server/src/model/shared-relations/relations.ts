import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { typeNameOf } from '../../plugin';
import { isLocalised, isToMany, type Attribute } from '../attributes';

/** A relation that the schema marks as shared between locales. */
export interface SharedRelation {
  /** Its type and attribute, e.g. `article.related`. */
  key: string;
  type: PublicType;
  name: string;
  target: PublicType;
  /** Whether it leads to one document at most. */
  isSingle: boolean;
}

const isShared = (attribute: Attribute): boolean => attribute.type === 'relation' && !isLocalised(attribute);

const relationsOf = (type: PublicType): SharedRelation[] =>
  Object.entries<Attribute>(contentTypes[type].attributes)
    .filter(([, attribute]) => isShared(attribute))
    .map(([name, attribute]) => ({
      key: `${type}.${name}`,
      type,
      name,
      target: typeNameOf(String(attribute.target)) as PublicType,
      isSingle: !isToMany(attribute),
    }));

/** The shared relations of each type. */
export const SHARED_RELATIONS = Object.fromEntries(
  PUBLIC_TYPES.map((type) => [type, relationsOf(type)])
) as Record<PublicType, SharedRelation[]>;

/** The shared relations that lead to a type. */
export const sharedRelationsTo = (target: PublicType): SharedRelation[] =>
  Object.values(SHARED_RELATIONS)
    .flat()
    .filter((relation) => relation.target === target);
