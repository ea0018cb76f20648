/**
 * The errors, yup, zod and helpers of the site's own `@strapi/utils`.
 *
 * Strapi's error handling tests `instanceof` against the classes of the copy that `@strapi/core` loads. An import of
 * `@strapi/utils` from this package can reach another copy: a package manager without a lock file installs the newest
 * one that a range allows, and Strapi would respond to every error of ours with status 500. Therefore `@strapi/utils` is
 * neither a dependency nor a peer of this package; it is resolved from `@strapi/core`, which is resolved from
 * `@strapi/strapi`, the one Strapi package that a site depends on itself.
 *
 * Relies on: `@strapi/strapi` has `@strapi/core` among its dependencies, and that one `@strapi/utils`.
 * Read in Strapi 5.54.0.
 * When that is missing: Node's "Cannot find module" when the plugin is loaded, before anything is written.
 */
import { createRequire } from 'node:module';
import type * as Utils from '@strapi/utils';

/** @param file from which `@strapi/strapi` is resolved */
export const loadHostUtils = (file: string): typeof Utils => {
  const fromStrapi = createRequire(createRequire(file).resolve('@strapi/strapi/package.json'));
  const fromCore = createRequire(fromStrapi.resolve('@strapi/core/package.json'));
  return fromCore('@strapi/utils') as typeof Utils;
};

export const { errors, sanitize, strings, yup, z } = loadHostUtils(import.meta.url);

// The types that go with the values: a constant has no types in it, so a namespace of types of the same name is merged
// with it.
/* eslint-disable @typescript-eslint/no-namespace */
export declare namespace errors {
  type ApplicationError = Utils.errors.ApplicationError;
  type ValidationError = Utils.errors.ValidationError;
}

export declare namespace yup {
  type AnySchema = Utils.yup.AnySchema;
  type ValidationError = Utils.yup.ValidationError;
}

export declare namespace z {
  type ZodType<Output = unknown, Input = unknown> = Utils.z.ZodType<Output, Input>;
  type ZodRawShape = Utils.z.ZodRawShape;
  type ZodObject<Shape extends ZodRawShape = ZodRawShape> = Utils.z.ZodObject<Shape>;
  type ZodUnion = Utils.z.ZodUnion;
  type ZodLiteral = Utils.z.ZodLiteral;
  type infer<Schema> = Utils.z.infer<Schema>;
}
/* eslint-enable @typescript-eslint/no-namespace */
