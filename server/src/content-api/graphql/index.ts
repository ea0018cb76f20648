import { uidOf, type Strapi } from '../../plugin';
import { createResolvers } from './resolvers';
import { typeDefs } from './type-defs';
import { createVersionFields } from './versions';
import { guardWrites } from './write-guards';

interface Extension {
  typeDefs?: string;
  resolvers?: object;
  resolversConfig?: Record<string, { auth: { scope: string[] } }>;
}

interface GraphqlExtension {
  generate(given: object): { resolversConfig: object };
  shadowCRUD(uid: string): { disable(): void };
  use(extension: Extension | ((given: { typeRegistry: { has(name: string): boolean } }) => Extension)): void;
}

/**
 * Extends GraphQL where a site has it. Strapi generates the schema of every public type by itself; the plugin's internal
 * types are taken out, and the finished guides are added, behind the same permissions as in REST.
 */
export const registerGraphql = (strapi: Strapi): void => {
  const graphql = strapi.plugin('graphql');
  if (!graphql) return;
  const extension = graphql.service('extension') as GraphqlExtension;
  const hidden = ['published-guide', 'guide-invalidation', 'seed-record', 'shared-relation'] as const;
  for (const type of hidden) {
    extension.shadowCRUD(uidOf(type)).disable();
  }
  extension.use({
    typeDefs,
    resolvers: createResolvers(strapi),
    resolversConfig: {
      'Query.careerFieldGuide': { auth: { scope: ['plugin::career-field.guide.findOne'] } },
      'Query.careerFieldGuides': { auth: { scope: ['plugin::career-field.guide.find'] } },
    },
  });
  extension.use(({ typeRegistry }) => createVersionFields(strapi, (name) => typeRegistry.has(name)));
  guardWrites(strapi, extension);
};
