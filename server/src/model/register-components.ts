import { COMPONENT_CATEGORY, components, type ComponentSchema } from '../../../content-types';
import type { Strapi } from '../plugin';

/** `career-field.areas-section` becomes `ComponentCareerFieldAreasSection`, as Strapi's own loader names it. */
const globalIdOf = (uid: string): string =>
  `component-${uid}`
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/**
 * Brings the plugin's components into Strapi, which has no interface for that (strapi#7640).
 *
 * A component that is there already is left alone: a site that edits one in the Content-Type Builder gets a file of
 * its own under `src/components`, which Strapi loads first and which belongs to the site from then on.
 */
export const registerComponents = (strapi: Strapi): void => {
  const registry = strapi.get('components');
  for (const [name, schema] of Object.entries<ComponentSchema>(components)) {
    const uid = `${COMPONENT_CATEGORY}.${name}`;
    if (registry.get(uid)) continue;
    registry.set(uid, {
      ...structuredClone(schema),
      // Both are what Strapi's file loader leaves behind. The Content-Type Builder writes `__schema__` to
      // `__filename__`; without them every save in it fails, even of the site's own types (strapi#21903).
      __schema__: structuredClone(schema),
      __filename__: `${name}.json`,
      uid,
      category: COMPONENT_CATEGORY,
      modelType: 'component',
      modelName: name,
      globalId: globalIdOf(uid),
    });
  }
};
