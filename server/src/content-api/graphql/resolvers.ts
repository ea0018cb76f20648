import { errors } from '../../strapi-internals/host-utils';
import { guidesOf, type GuideIndexEntry } from '../../guide';
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

interface GuidesArguments {
  locale?: string | null;
  q?: string | null;
  category?: string | null;
  skill?: string | null;
  studyPath?: string | null;
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

/** A text argument, blank as if it were not there. */
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

export const createResolvers = (strapi: Strapi) => {
  const chainOf = (locale: string | null | undefined): Promise<[string, ...string[]]> =>
    guideApiOf(strapi).locales.chain(locale ?? undefined);

  /** Whole guides, with one statement for all that are not in memory, whatever their number. */
  const read = async (
    listed: GuideIndexEntry[],
    wantedFormat: TextFormat | null | undefined
  ): Promise<(AnyGuide | undefined)[]> => {
    const guides = guidesOf(strapi);
    const format = wantedFormat ?? 'blocks';
    const present = await guides.refresh(listed);
    const entries = present.filter((entry) => entry !== undefined);
    const texts = await guides.payloads(entries);
    const wanted =
      format === 'blocks' ? texts : await Promise.all(entries.map((entry) => guides.rendered(entry, format)));
    const byKey = new Map(entries.map(({ key }, at) => [key, wanted[at]]));
    return listed.map(({ key }) => {
      const text = byKey.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as AnyGuide);
    });
  };

  return {
    ...enumerations,
    [SECTION_UNION]: sectionType,
    [SECTION_INTERFACE]: sectionType,

    Query: {
      async careerFieldGuide(
        _: unknown,
        { slug, locale, format }: GuideArguments,
        context: ResolverContext
      ): Promise<AnyGuide | null> {
        const chain = await chainOf(locale);
        const found = await guidesOf(strapi).find(chain, slug);
        const [guide] = found ? await read([found.entry], format) : [];
        const isShown = found !== undefined && guide !== undefined;
        noteGuide(
          context,
          isShown
            ? surrogateKeyOf(
                found.entry.article,
                guide as Guide,
                guidesOf(strapi).dependenciesOf(found.entry)
              )
            : undefined
        );
        return guide ?? null;
      },

      async careerFieldGuides(_: unknown, given: GuidesArguments, context: ResolverContext) {
        noteList(context);
        const sort = textOf('sort', given.sort, 40) as Sort | undefined;
        if (sort !== undefined && !SORTS.includes(sort))
          refuse('sort', `must be one of ${SORTS.join(', ')}.`);
        const limit = guideApiOf(strapi).config.limits.pageSize;
        const page = wholeOf('page', given.page ?? 1, MAX_PAGE);
        const pageSize = wholeOf('pageSize', given.pageSize ?? Math.min(DEFAULT_PAGE_SIZE, limit), limit);
        const q = textOf('q', given.q, MAX_QUERY_LENGTH);
        const guideIndex = await findListIndex(strapi, await chainOf(given.locale), q);
        const list = guidesOf(strapi)
          .searchOf(guideIndex)
          .list({
            q,
            category: textOf('category', given.category, 1000),
            skill: textOf('skill', given.skill, 1000),
            studyPath: textOf('studyPath', given.studyPath, 1000),
            sort,
            page,
            pageSize,
          });
        // Read when the first one is asked for, and then all at once.
        let guides: Promise<(AnyGuide | undefined)[]> | undefined;
        return {
          nodes: list.entries.map(({ card }, index) => ({
            card,
            guide: async (): Promise<AnyGuide | undefined> => {
              guides ??= read(list.entries, given.format);
              return (await guides)[index];
            },
          })),
          facets: list.facets,
          pagination: { page, pageSize, pageCount: Math.ceil(list.total / pageSize), total: list.total },
          locale: guideIndex.locale,
        };
      },
    },
  };
};
