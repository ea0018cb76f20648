import type { PublicType } from '../../../../content-types';
import { StateImport } from '../../editorial/file-state';
import { attributesOf } from '../../documents/attributes';
import { isLocalised } from '../../model/attributes';
import type { Attributes } from '../../documents/document';
import type { Images } from '../../documents/images';
import { createSharedRelations } from '../../model/shared-relations';
import { uidOf, type Strapi } from '../../plugin';
import type { FindIssues } from '../../validation';
import { Locations } from './locations';
import type { Work, WriteContext } from './work';

/** What the steps of writing share; each step runs inside a transaction of its caller. */
export interface Writer {
  strapi: Strapi;
  images: Images;
  findIssues: FindIssues;
  locations: Locations;
  sharedRelations: ReturnType<typeof createSharedRelations>;
  states: StateImport;
}

export const createWriter = ({ strapi, images, notes }: WriteContext, findIssues: FindIssues): Writer => ({
  strapi,
  images,
  findIssues,
  locations: new Locations(),
  sharedRelations: createSharedRelations(strapi),
  states: new StateImport(strapi, notes),
});

/**
 * Whether a locale of the document belongs to an editor. Then the shared attributes do as well: Strapi would write them
 * there from any other locale.
 */
export const hasEditorsLocale = (
  { locations }: Writer,
  { planned: { id, locales, untouched } }: Work
): boolean => {
  const own = new Set([...locales, ...untouched].map(({ locale }) => locale));
  return [...locations.localesOf(id)].some((locale) => !own.has(locale));
};

export const withoutShared = ({ strapi }: Writer, type: PublicType, content: Attributes): Attributes => {
  const attributes = attributesOf(strapi, uidOf(type));
  return Object.fromEntries(
    Object.entries(content).filter(([name]) => attributes[name] && isLocalised(attributes[name]))
  );
};
