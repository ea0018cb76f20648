import { guidesOf, type GuideIndexEntry } from '../../guide';
import { findDraft, renderDraft } from '../../guide/drafts';
import type { Strapi } from '../../plugin';
import { surrogateKeyOf } from '../guides/surrogate-keys';
import { guideApiOf } from '../guides/guide-api';
import { findListIndex } from '../guides/list-index';
import {
  DEFAULT_PAGE_SIZE,
  guideQuery,
  guidesQuery,
  parameterError,
  parseArguments,
} from '../guides/parameters';
import type { Guide, TextFormat } from '../../guide/types';
import { noteGuide, noteList, type ResolverContext } from './shown';
import { enumerations, SECTION_INTERFACE, SECTION_UNION, sectionTypeName } from './type-defs';

type Arguments = Record<string, unknown>;

type AnyGuide = Guide | Guide<string>;

const sectionType = { __resolveType: ({ type }: { type: string }) => sectionTypeName(type) };

/** Reads whole guides, with one statement for all that are not in memory, whatever their number. */
const readGuides = async (
  strapi: Strapi,
  listed: GuideIndexEntry[],
  format: TextFormat = 'blocks'
): Promise<(AnyGuide | undefined)[]> => {
  const guides = guidesOf(strapi);
  const present = await guides.refresh(listed);
  const entries = present.filter((entry) => entry !== undefined);
  const texts = await guides.payloads(entries);
  const rendered =
    format === 'blocks' ? texts : await Promise.all(entries.map((entry) => guides.rendered(entry, format)));
  const byKey = new Map(entries.map(({ key }, index) => [key, rendered[index]]));
  return listed.map(({ key }) => {
    const text = byKey.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as AnyGuide);
  });
};

const resolveGuide = async (
  strapi: Strapi,
  { slug, ...given }: Arguments & { slug: string },
  context: ResolverContext
): Promise<AnyGuide | null> => {
  const guides = guidesOf(strapi);
  const { locale, format } = parseArguments(given, guideQuery);
  const found = await guides.find(await guideApiOf(strapi).locales.chain(locale), slug);
  const [guide] = found ? await readGuides(strapi, [found.entry], format) : [];
  const surrogateKey =
    found && guide
      ? surrogateKeyOf(found.entry.article, guide as Guide, guides.dependenciesOf(found.entry))
      : undefined;
  noteGuide(context, surrogateKey);
  return guide ?? null;
};

const resolveDraft = async (
  strapi: Strapi,
  { documentId, slug, ...given }: Arguments & { documentId?: string | null; slug?: string | null },
  { koaContext }: ResolverContext
): Promise<AnyGuide | null> => {
  koaContext?.set('Cache-Control', 'private, no-store');
  if (Boolean(documentId) === Boolean(slug)) {
    const message = 'or "slug" must be there, and not both.';
    throw parameterError([{ name: 'documentId', message }], `"documentId" ${message}`);
  }
  const { locale, format } = parseArguments(given, guideQuery);
  const [first] = await guideApiOf(strapi).locales.chain(locale);
  const by = documentId ? { documentId } : { slug: slug ?? '' };
  const guide = await findDraft(strapi, { ...by, locale: first });
  return guide ? renderDraft(strapi, guide, format ?? 'blocks') : null;
};

const resolveGuides = async (strapi: Strapi, given: Arguments, context: ResolverContext) => {
  noteList(context);
  const { config, locales } = guideApiOf(strapi);
  const { limits } = config;
  const { locale, format, ...query } = parseArguments(given, { ...guidesQuery(limits), ...guideQuery });
  const { page = 1, pageSize = Math.min(DEFAULT_PAGE_SIZE, limits.pageSize) } = query;
  const index = await findListIndex(strapi, await locales.chain(locale), query.q);
  const list = guidesOf(strapi)
    .searchOf(index)
    .list({ ...query, page, pageSize });
  // Read when the first one is requested, and then all at once.
  let guides: Promise<(AnyGuide | undefined)[]> | undefined;
  return {
    nodes: list.entries.map(({ card }, position) => ({
      card,
      guide: async (): Promise<AnyGuide | undefined> => {
        guides ??= readGuides(strapi, list.entries, format);
        return (await guides)[position];
      },
    })),
    facets: list.facets,
    pagination: { page, pageSize, pageCount: Math.ceil(list.total / pageSize), total: list.total },
    locale: index.locale,
  };
};

/** Creates the resolvers of the plugin's queries and types. */
export const createResolvers = (strapi: Strapi) => ({
  ...enumerations,
  [SECTION_UNION]: sectionType,
  [SECTION_INTERFACE]: sectionType,
  Query: {
    careerFieldGuide: (_: unknown, given: Arguments & { slug: string }, context: ResolverContext) =>
      resolveGuide(strapi, given, context),
    careerFieldDraft: (_: unknown, given: Arguments, context: ResolverContext) =>
      resolveDraft(strapi, given, context),
    careerFieldGuides: (_: unknown, given: Arguments, context: ResolverContext) =>
      resolveGuides(strapi, given, context),
  },
});
