import { factories } from '@strapi/strapi';
import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { findVersion } from '../model/document-version';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { VERSION_HEADER, versionAfter } from '../validation/expected-version';
import { rejectTooManyValues } from '../validation/size';
import { preview } from './drafts/controllers';
import type { HttpContext } from './guides/context';
import { guideControllers } from './guides';
import { readable } from './write-responses';

interface CoreContext {
  params?: { id: string };
  query: Record<string, unknown>;
  request: { body?: { data?: unknown } };
  state: { auth?: unknown };
  set: (header: string, value: string) => void;
}

/** An action of Strapi's own controllers. */
type CoreAction = (context: CoreContext) => Promise<unknown>;

/** Limits the response to a write to what its writer may read. */
const withReadable = async (
  strapi: Strapi,
  type: PublicType,
  { state }: CoreContext,
  response: unknown
): Promise<unknown> =>
  typeof response === 'object' && response !== null && 'data' in response
    ? { ...response, data: await readable(strapi, type, state.auth, response.data) }
    : response;

/**
 * Creates Strapi's own actions of a type, with the version of the document in a header: of a draft, or of a type without
 * drafts, since only those are written.
 */
const createController = (type: PublicType) =>
  factories.createCoreController(uidOf(type), ({ strapi }: { strapi: Strapi }) => ({
    async findOne(context: CoreContext): Promise<unknown> {
      const { locale, status } = context.query;
      const found =
        !hasDrafts(type) || status === 'draft'
          ? // Before the document is read: a version that is too old is detected by the next write, one that is too new is not.
            await findVersion(
              strapi,
              type,
              context.params?.id ?? '',
              typeof locale === 'string' ? locale : undefined
            )
          : undefined;
      const response = await (super.findOne as CoreAction).call(this, context);
      if (found && response) context.set(VERSION_HEADER, found.version);
      return response;
    },
    async create(context: CoreContext): Promise<unknown> {
      rejectTooManyValues(strapi, context.request.body?.data);
      const response = await (super.create as CoreAction).call(this, context);
      return withReadable(strapi, type, context, response);
    },
    async update(context: CoreContext): Promise<unknown> {
      rejectTooManyValues(strapi, context.request.body?.data);
      const response = await (super.update as CoreAction).call(this, context);
      const version = versionAfter(strapi, type, context.params?.id ?? '')?.version;
      if (version) context.set(VERSION_HEADER, version);
      return withReadable(strapi, type, context, response);
    },
    ...(type === 'article' && { preview: (context: object) => preview(strapi, context as HttpContext) }),
  }));

const coreControllers = Object.fromEntries(PUBLIC_TYPES.map((type) => [type, createController(type)]));

export const controllers = {
  ...coreControllers,
  ...guideControllers,
};
