/** The part of a JSON Schema that zod writes for the public shapes. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  description?: string;
  const?: string;
  enum?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: unknown;
}

/** Returns the name of the shape that a reference leads to. */
export const nameIn = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1);
