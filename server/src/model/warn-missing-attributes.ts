import { COMPONENT_CATEGORY, components, contentTypes, type Attribute } from '../../../content-types';
import { uidOf, type Strapi, type TypeName } from '../plugin';
import { registeredAttributes } from './attributes';

const missing = (expected: Record<string, Attribute>, actual: Record<string, unknown>): string[] =>
  Object.keys(expected).filter((name) => !(name in actual));

/**
 * Logs the attributes that the site's own version of a type or component lacks. Strapi replaces the whole attribute list
 * by the site's, so an attribute that a later release adds does not reach a site that has edited the type.
 */
export const warnMissingAttributes = (strapi: Strapi): void => {
  const warn = (model: string, file: string, names: string[]): void => {
    if (names.length === 0) return;
    strapi.log.warn(
      `[career-field] This site's own version of the ${model} lacks ${names.join(', ')}. ` +
        `Whatever depends on them stays empty. Add them to ${file}, or delete that file to use the plugin's version.`
    );
  };
  for (const [name, schema] of Object.entries(contentTypes)) {
    warn(
      `content type "${name}"`,
      `src/extensions/career-field/content-types/${name}/schema.json`,
      missing(schema.attributes, strapi.contentType(uidOf(name as TypeName)).attributes)
    );
  }
  for (const [name, schema] of Object.entries(components)) {
    const actual = registeredAttributes(strapi)(`${COMPONENT_CATEGORY}.${name}`);
    warn(
      `component "${COMPONENT_CATEGORY}.${name}"`,
      `src/components/${COMPONENT_CATEGORY}/${name}.json`,
      missing(schema.attributes, actual)
    );
  }
};
