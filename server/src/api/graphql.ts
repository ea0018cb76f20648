import { uidOf, type Strapi } from '../plugin';

interface GraphqlExtension {
  shadowCRUD(uid: string): { disable(): void };
}

/**
 * Fits the plugin into GraphQL where a site has it. Strapi makes the schema of every public type by itself; only what
 * is nobody's business is taken out.
 */
export const registerGraphql = (strapi: Strapi): void => {
  const graphql = strapi.plugin('graphql');
  if (!graphql) return;
  const extension = graphql.service('extension') as GraphqlExtension;
  extension.shadowCRUD(uidOf('seed-record')).disable();
};
