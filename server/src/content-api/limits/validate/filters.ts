import { isPopulated, isRecord, type Attribute, type Model } from '../../query-models';
import { ID, knownAttribute, reject, type Path, type ValidationContext } from './attributes';
import { isOperator, validateOperand } from './operands';

const validateCondition = (
  value: unknown,
  attribute: Attribute,
  path: Path,
  context: ValidationContext
): void => {
  if (!isRecord(value) || value instanceof Date) {
    return validateOperand(value, '$eq', attribute, path, context);
  }
  for (const [operator, operand] of Object.entries(value)) {
    const below = [...path, operator];
    if (!isOperator(operator)) reject(below, 'this is not an operator for an attribute');
    if (operator === '$not') validateCondition(operand, attribute, below, context);
    else validateOperand(operand, operator, attribute, below, context);
  }
};

const validateRelation = (value: unknown, target: Model, path: Path, context: ValidationContext): void => {
  if (!isRecord(value)) return validateOperand(value, '$eq', ID, path, context);
  const keys = Object.keys(value);
  const [operator] = keys.filter((key) => key.startsWith('$'));
  if (operator === undefined) return validateFilters(value, target, path, context);
  if (keys.length > 1) reject(path, `"${operator}" must be the only key in a relation`);
  if (operator === '$and' || operator === '$or') return validateFilters(value, target, path, context);
  const below = [...path, operator];
  if (!isOperator(operator)) reject(below, 'this is not an operator for a relation');
  // The operators of a relation compare ids. Its attributes have their own: `{ relation: { name: { $not: … } } }`.
  validateOperand(value[operator], operator, ID, below, context);
};

const validateAttribute = (
  value: unknown,
  name: string,
  model: Model,
  path: Path,
  context: ValidationContext
): void => {
  const attribute = knownAttribute(model, name, path);
  const target = context.models.targetOf(attribute);
  if (target) validateRelation(value, target, path, context);
  else if (attribute && !isPopulated(attribute)) validateCondition(value, attribute, path, context);
  else if (!attribute && name.trim() === '') reject(path, 'the name is empty');
};

export const validateFilters = (
  filters: unknown,
  model: Model,
  path: Path,
  context: ValidationContext
): void => {
  if (!isRecord(filters)) return reject(path, 'this takes an object with conditions');
  for (const [key, value] of Object.entries(filters)) {
    const below = [...path, key];
    if (key === '$and' || key === '$or') {
      if (!Array.isArray(value)) return reject(below, 'this takes a list of conditions');
      value.forEach((item, index) => validateFilters(item, model, [...below, String(index)], context));
    } else if (key === '$not') validateFilters(value, model, below, context);
    else if (isOperator(key)) reject(below, 'this operator belongs below an attribute');
    else validateAttribute(value, key, model, below, context);
  }
};
