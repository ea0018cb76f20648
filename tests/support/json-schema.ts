import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Compiles a schema in ajv's strict mode, with nullable types (`["string", "null"]`) allowed. */
export const compileSchema = (schema: object): { ajv: Ajv; validate: ValidateFunction } => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats(ajv, ['date']);
  return { ajv, validate: ajv.compile({ $id: 'document', ...schema }) };
};

/** `/locales/de must have required property 'title'`, without errors about conditions. */
export const describeErrors = (errors: ErrorObject[] | null | undefined): string[] =>
  (errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message, params }) =>
      [instancePath, message, params.additionalProperty].filter(Boolean).join(' ')
    );
