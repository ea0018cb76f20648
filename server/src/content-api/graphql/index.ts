import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { isPublicType, uidOf, type Strapi, type TypeName } from '../../plugin';
import { graphqlNames } from '../../strapi-internals/graphql-models';
import { PREVIEW_ACTION } from '../draft-guard';
import { FIND_GUIDE, FIND_GUIDES } from '../guides/actions';
import { createResolvers } from './resolvers';
import { typeDefs } from './type-defs';
import { createVersionFields } from './versions';
import { writeGuards } from './write-guards';

interface Extension {
  typeDefs?: string;
  resolvers?: object;
  resolversConfig?: Record<string, { auth: { scope: string[] } }>;
  plugins?: unknown[];
}

/** The service of Strapi's GraphQL plugin with which it is extended. */
interface GraphqlExtension {
  shadowCRUD(uid: string): { disable(): void; isEnabled(): boolean };
  use(extension: Extension | ((given: { nexus: { plugin(config: object): unknown } }) => Extension)): void;
}

/**
 * Extends GraphQL where a site has it. Strapi generates the schema of every public type by itself; the plugin's internal
 * types are taken out, and the finished guides are added, behind the same permissions as in REST.
 */
export const registerGraphql = (strapi: Strapi): void => {
  const graphql = strapi.plugin('graphql');
  if (!graphql) return;
  const names = graphqlNames(strapi);
  const typeName = (type: PublicType): string => names.ofType(strapi.contentType(uidOf(type)));
  const extension = graphql.service('extension') as GraphqlExtension;
  for (const type of Object.keys(contentTypes) as TypeName[]) {
    if (!isPublicType(type)) extension.shadowCRUD(uidOf(type)).disable();
  }
  extension.use({
    typeDefs,
    resolvers: createResolvers(strapi),
    resolversConfig: {
      'Query.careerFieldGuide': { auth: { scope: [FIND_GUIDE] } },
      'Query.careerFieldDraft': { auth: { scope: [PREVIEW_ACTION] } },
      'Query.careerFieldGuides': { auth: { scope: [FIND_GUIDES] } },
    },
  });
  // Called on bootstrap: the site may have disabled types in its own `register`.
  extension.use(({ nexus }) => {
    const types = graphql.config<boolean>('shadowCRUD')
      ? PUBLIC_TYPES.filter((type) => extension.shadowCRUD(uidOf(type)).isEnabled())
      : [];
    return {
      ...createVersionFields(strapi, types, typeName),
      plugins: [nexus.plugin(writeGuards(strapi, typeName))],
    };
  });
};
