import { errors } from '../../strapi-internals/host-utils';
import { guidesOf, type GuideIndexEntry } from '../../guide';
import { byParameter, type FilterValues } from '../../guide/filters';
import { MAX_QUERY_LENGTH, SORTS, type Sort } from '../../guide/search';
import type { Strapi } from '../../plugin';
import { surrogateKeyOf } from '../guides/surrogate-keys';
import { guideApiOf } from '../guides/guide-api';
import { findListIndex } from '../guides/list-index';
import { DEFAULT_PAGE_SIZE, MAX_PAGE } from '../guides/parameters';
import type { Guide, TextFormat } from '../../guide/types';
import { noteGuide, noteList, type ResolverContext } from './shown';
import { enumerations, SECTION_INTERFACE, SECTION_UNION, sectionTypeName } from './type-defs';

/** An argument that has a default may still be null, which is how clients send a variable without a value. */
interface GuideArguments {
  slug: string;
  locale?: string | null;
  format?: TextFormat | null;
}

interface GuidesArguments extends FilterValues<string | null> {
  locale?: string | null;
  q?: string | null;
  sort?: string | null;
  page?: number | null;
  pageSize?: number | null;
  format?: TextFormat | null;
}

type AnyGuide = Guide | Guide<string>;

const refuse = (name: string, message: string): never => {
  throw new errors.ValidationError(`"${name}" ${message}`, {
    errors: [{ path: [name], name: 'ValidationError', message }],
  });
};

/** Returns a text argument; an empty one counts as missing. */
const textOf = (name: string, value: string | null | undefined, max: number): string | undefined => {
  if (value === null || value === undefined || value === '') return undefined;
  if (value.length > max) refuse(name, `must have at most ${max} characters.`);
  return value;
};

const wholeOf = (name: string, value: number, max: number): number => {
  if (value < 1 || value > max) refuse(name, `must be a whole number from 1 to ${max}.`);
  return value;
};

const sectionType = { __resolveType: ({ type }: { type: string }) => sectionTypeName(type) };

const chainOf = (strapi: Strapi, locale: string | null | undefined): Promise<[string, ...string[]]> =>
  guideApiOf(strapi).locales.chain(locale ?? undefined);

/** Reads whole guides, with one statement for all that are not in memory, whatever their number. */
const readGuides = async (
  strapi: Strapi,
  listed: GuideIndexEntry[],
  requestedFormat: TextFormat | null | undefined
): Promise<(AnyGuide | undefined)[]> => {
  const guides = guidesOf(strapi);
  const format = requestedFormat ?? 'blocks';
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
  { slug, locale, format }: GuideArguments,
  context: ResolverContext
): Promise<AnyGuide | null> => {
  const guides = guidesOf(strapi);
  const found = await guides.find(await chainOf(strapi, locale), slug);
  const [guide] = found ? await readGuides(strapi, [found.entry], format) : [];
  const surrogateKey =
    found && guide
      ? surrogateKeyOf(found.entry.article, guide as Guide, guides.dependenciesOf(found.entry))
      : undefined;
  noteGuide(context, surrogateKey);
  return guide ?? null;
};

/** Checks the arguments of a list. */
const listQueryOf = (given: GuidesArguments, maxPageSize: number) => {
  const sort = textOf('sort', given.sort, 40) as Sort | undefined;
  if (sort !== undefined && !SORTS.includes(sort)) refuse('sort', `must be one of ${SORTS.join(', ')}.`);
  const defaultSize = Math.min(DEFAULT_PAGE_SIZE, maxPageSize);
  return {
    q: textOf('q', given.q, MAX_QUERY_LENGTH),
    ...byParameter(({ parameter }) => textOf(parameter, given[parameter], 1000)),
    sort,
    page: wholeOf('page', given.page ?? 1, MAX_PAGE),
    pageSize: wholeOf('pageSize', given.pageSize ?? defaultSize, maxPageSize),
  };
};

const resolveGuides = async (strapi: Strapi, given: GuidesArguments, context: ResolverContext) => {
  noteList(context);
  const query = listQueryOf(given, guideApiOf(strapi).config.limits.pageSize);
  const { page, pageSize, q } = query;
  const index = await findListIndex(strapi, await chainOf(strapi, given.locale), q);
  const list = guidesOf(strapi).searchOf(index).list(query);
  // Read when the first one is requested, and then all at once.
  let guides: Promise<(AnyGuide | undefined)[]> | undefined;
  return {
    nodes: list.entries.map(({ card }, position) => ({
      card,
      guide: async (): Promise<AnyGuide | undefined> => {
        guides ??= readGuides(strapi, list.entries, given.format);
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
    careerFieldGuide: (_: unknown, given: GuideArguments, context: ResolverContext) =>
      resolveGuide(strapi, given, context),
    careerFieldGuides: (_: unknown, given: GuidesArguments, context: ResolverContext) =>
      resolveGuides(strapi, given, context),
  },
});
