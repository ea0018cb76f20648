import { COMPONENT_CATEGORY, components, contentTypes, type Attribute } from '../../../content-types';
import { uidOf, type Strapi, type TypeName } from '../plugin';

const missing = (expected: Record<string, Attribute>, actual: Record<string, unknown>): string[] =>
  Object.keys(expected).filter((name) => !(name in actual));

/**
 * Says which of the plugin's attributes the site's own version of a type or component lacks. Strapi replaces the
 * whole attribute list by the site's, so an attribute that a later release adds never reaches a site that once edited
 * the type, and nothing else would tell its owner.
 */
export const warnMissingAttributes = (strapi: Strapi): void => {
  const report = (what: string, where: string, names: string[]): void => {
    if (names.length === 0) return;
    strapi.log.warn(
      `[career-field] This site's own version of the ${what} lacks ${names.join(', ')}. ` +
        `What depends on them stays empty. Add them to ${where}, or delete that file to get the plugin's version.`
    );
  };
  for (const [name, schema] of Object.entries(contentTypes)) {
    report(
      `content type "${name}"`,
      `src/extensions/career-field/content-types/${name}/schema.json`,
      missing(schema.attributes, strapi.contentType(uidOf(name as TypeName)).attributes)
    );
  }
  for (const [name, schema] of Object.entries(components)) {
    const actual = strapi.get('components').get(`${COMPONENT_CATEGORY}.${name}`);
    report(
      `component "${COMPONENT_CATEGORY}.${name}"`,
      `src/components/${COMPONENT_CATEGORY}/${name}.json`,
      missing(schema.attributes, actual?.attributes ?? {})
    );
  }
};
