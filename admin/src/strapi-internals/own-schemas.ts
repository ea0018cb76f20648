/**
 * Adapts what the Content Manager knows of the plugin's own types and components: their names in the editor's language,
 * by uid.
 *
 * Relies on the endpoint `getInitialData` of Strapi's `adminApi` (RTK Query), which loads the schemas of all types and
 * components once, with `uid`, `info.displayName`, `pluginOptions` and `attributes`; on the Content Manager merging
 * `pluginOptions` into the `options` of the layout that it hands to hooks; and on the action `admin/setLocale`. The
 * schemas are changed in the browser only.
 *
 * Where the endpoint is missing, the console says so, and the types keep their English names and no hints.
 */
import { adminApi, type StrapiApp } from '@strapi/strapi/admin';
import { COMPONENT_CATEGORY, components, contentTypes } from '../../../content-types';
import { nameOf } from '../../../texts';
import { panelLanguage } from '../panel-language';
import { PLUGIN_ID } from '../plugin';
import { isOwnType } from '../uids';

interface Schema {
  uid: string;
  info: { displayName: string };
  pluginOptions?: Record<string, unknown>;
  attributes: Record<string, object>;
}

interface InitialData {
  contentTypes: Schema[];
  components: Schema[];
}

/** What this needs of the definition of the endpoint. */
interface InitialDataEndpoint {
  transformResponse?: (response: unknown, ...rest: unknown[]) => unknown;
}

const shippedNames: ReadonlyMap<string, string> = new Map([
  ...Object.entries(contentTypes).map(
    ([name, { info }]) => [`plugin::${PLUGIN_ID}.${name}`, info.displayName] as const
  ),
  ...Object.entries(components).map(
    ([name, { info }]) => [`${COMPONENT_CATEGORY}.${name}`, info.displayName] as const
  ),
]);

/** The schema with its name in the editor's language, unless the site has given it another name. */
const translate = <Model extends Schema>(schema: Model, language: string): Model => {
  if (schema.info.displayName !== shippedNames.get(schema.uid)) return schema;
  const displayName = nameOf(schema.uid, language) ?? schema.info.displayName;
  return { ...schema, info: { ...schema.info, displayName } };
};

/**
 * Marks the layouts of a type, which name it in no other way, and requires no address: the server derives the one that
 * is missing from the title.
 */
const mark = <Model extends Schema>(schema: Model): Model => {
  if (!isOwnType(schema.uid)) return schema;
  const { slug } = schema.attributes;
  return {
    ...schema,
    pluginOptions: { ...schema.pluginOptions, [PLUGIN_ID]: { uid: schema.uid } },
    attributes: slug ? { ...schema.attributes, slug: { ...slug, required: false } } : schema.attributes,
  };
};

/** The schemas of a site as its Content Manager is to see them; those of others stay as they are. */
export const adaptSchemas = <Data extends InitialData>(data: Data, language: string): Data => ({
  ...data,
  contentTypes: data.contentTypes.map((schema) => mark(translate(schema, language))),
  components: data.components.map((schema) => translate(schema, language)),
});

/** The uid of the type that a layout belongs to, if it is one of the plugin's. */
export const uidOfLayout = (options: Record<string, unknown> | undefined): string | undefined =>
  (options?.[PLUGIN_ID] as { uid?: string } | undefined)?.uid;

export const adaptOwnSchemas = (app: StrapiApp): void => {
  const adapt = (endpoint: InitialDataEndpoint | undefined): void => {
    if (!endpoint) {
      console.warn(
        '[career-field] Strapi has no endpoint "getInitialData": names and hints are not translated.'
      );
      return;
    }
    const { transformResponse } = endpoint;
    endpoint.transformResponse = (response, ...rest) =>
      adaptSchemas(
        (transformResponse ? transformResponse(response, ...rest) : response) as InitialData,
        panelLanguage()
      );
  };
  // The endpoints are not part of the type of the API that Strapi exports.
  adminApi.enhanceEndpoints({ endpoints: { getInitialData: adapt } as never });

  app.addMiddlewares([
    () =>
      ({ dispatch }) =>
      (next) =>
      (action) => {
        const result = next(action);
        if (action.type === 'admin/setLocale') {
          dispatch(adminApi.util.invalidateTags(['InitialData' as never]));
        }
        return result;
      },
  ]);
};
