import { isPopulated, isRecord, type Attribute, type Model } from '../../query-models';
import { knownAttribute, reject, type Path, type ValidationContext } from './attributes';

interface Sorting {
  model: Model;
  /** Whether the sorted rows are populated ones. */
  isNested: boolean;
  context: ValidationContext;
}

const validateSortPath = (
  steps: readonly string[],
  path: Path,
  { model, isNested, context }: Sorting
): void => {
  let current: Model | undefined = model;
  steps.forEach((step, index) => {
    if (step.trim() === '') reject(path, 'the name is empty');
    const attribute: Attribute | undefined = current && knownAttribute(current, step, path);
    current = context.models.targetOf(attribute);
    if (!attribute || index === steps.length - 1) return;
    if (!isPopulated(attribute)) reject(path, `"${step}" has no attributes`);
    if (isNested) reject(path, 'populated rows can be sorted by their own attributes only');
  });
};

const validateSortText = (sort: string, path: Path, sorting: Sorting, above: readonly string[]): void => {
  for (const key of sort.split(',').filter((part) => part.trim() !== '')) {
    const [name = '', direction, ...others] = key.split(':').map((part) => part.trim());
    // Strapi ignores a direction without a name.
    if (name === '') continue;
    validateSortPath([...above, ...name.split('.')], [...path, name], sorting);
    // Strapi takes any other word for a part of the path, and the database fails.
    if (others.length > 0 || (direction !== undefined && !/^(asc|desc)$/i.test(direction))) {
      reject([...path, name], 'the direction is asc or desc');
    }
  }
};

/** @param above the attributes above an object of sort keys */
export const validateSort = (
  sort: unknown,
  path: Path,
  sorting: Sorting,
  above: readonly string[] = []
): void => {
  if (typeof sort === 'string') return validateSortText(sort, path, sorting, above);
  if (Array.isArray(sort)) {
    return sort.forEach((item, index) => validateSort(item, [...path, String(index)], sorting, above));
  }
  if (!isRecord(sort)) return;
  for (const [key, value] of Object.entries(sort)) {
    const below = [...path, key];
    if (isRecord(value)) validateSort(value, below, sorting, [...above, key]);
    else validateSortPath([...above, key], below, sorting);
  }
};
