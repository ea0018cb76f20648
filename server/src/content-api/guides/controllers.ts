import { errors } from '../../strapi-internals/host-utils';
import { guidesOf, type FoundGuide } from '../../guide';
import type { Strapi } from '../../plugin';
import { cacheControl, EVERYTHING, isPublic, send, setSurrogateKey, type Answer } from './answer';
import type { CareerFieldConfig } from '../../config';
import type { HttpContext } from './context';
import { deliveryOf } from './delivery';
import { PAGE_BELOW, PAGE_PATH } from './paths';
import {
  changesQuery,
  guideQuery,
  guidesQuery,
  pageQuery,
  parseQuery,
  sitemapQuery,
  type Parsed,
  type QuerySchemas,
} from './parameters';

export interface WithStrapi {
  strapi: Strapi;
}

const parametersOf = <Schemas extends QuerySchemas>(
  { querystring, state }: HttpContext,
  schemas: Schemas
): Parsed<Schemas> => parseQuery(querystring, schemas, Object.keys(state.route?.request?.query ?? {}));

/** @param chain the languages in which it was looked for */
const absent = (chain: readonly string[]): Error =>
  new errors.NotFoundError(`There is no guide with this address in the language ${chain.join(', nor in ')}.`);

/**
 * Sends the reader to the slug that a guide has now. The address is relative to the one that was asked for, because
 * only the proxies in front know how that begins.
 */
const redirect = (
  context: HttpContext,
  { entry }: FoundGuide,
  below: string,
  http: CareerFieldConfig['http']
): void => {
  const up = `${below === '' ? '' : '../'}${context.path.endsWith('/') ? '../' : ''}`;
  const query = new URLSearchParams(context.querystring).toString();
  context.status = 308;
  context.set('Location', `${up}${encodeURIComponent(entry.slug)}${below}${query && `?${query}`}`);
  setSurrogateKey(context, `${EVERYTHING} article:${entry.article}`, http);
  context.body = { data: null, meta: { redirect: { slug: entry.slug } } };
};

type Make = (context: HttpContext) => Promise<Answer | undefined>;

/** Lists of guides, single guides. */
const guide = ({ strapi }: WithStrapi) => {
  /** @param make makes the answer, or answers by itself */
  const answerWith =
    (make: Make) =>
    async (context: HttpContext): Promise<void> => {
      const { config, questions, repeats } = deliveryOf(strapi);
      const question = questions.nameOf(context);
      const known = question && repeats.find(question);
      if (known) {
        send(context, known, config);
        return;
      }
      const stamp = repeats.stamp();
      const answer = await make(context);
      if (!answer) return;
      send(context, answer, config);
      if (question) repeats.note(question, answer, stamp);
    };

  const list: Make = async (context) => {
    const { config, locales, answers } = deliveryOf(strapi);
    const query = parametersOf(context, guidesQuery(config.limits));
    return answers.list(await locales.chain(query.locale), query);
  };

  const one: Make = async (context) => {
    const { config, locales, answers } = deliveryOf(strapi);
    const asPage = context.state.route?.path === PAGE_PATH;
    const query = parametersOf(context, asPage ? pageQuery : guideQuery) as Parsed<typeof guideQuery>;
    const chain = await locales.chain(query.locale);
    const found = await guidesOf(strapi).find(chain, context.params.slug ?? '');
    if (!found) throw absent(chain);
    if (found.isPrevious && (asPage || config.previousSlugs === 'redirect')) {
      context.set('Cache-Control', cacheControl(config.http, isPublic(context)));
      redirect(context, found, asPage ? PAGE_BELOW : '', config.http);
      return undefined;
    }
    const answer = asPage
      ? await answers.page(found.entry)
      : await answers.guide(found.entry, {
          format: query.format ?? 'blocks',
          requested: chain[0],
          isPrevious: found.isPrevious,
        });
    if (!answer) throw absent(chain);
    return answer;
  };

  return { find: answerWith(list), findOne: answerWith(one) };
};

/** What happened to guides, for sites that are built from them. */
const guideChanges = ({ strapi }: WithStrapi) => ({
  async find(context: HttpContext): Promise<void> {
    const { config, answers } = deliveryOf(strapi);
    const query = parametersOf(context, changesQuery(config.limits));
    send(context, await answers.changes(query), config);
  },
});

const sitemap = ({ strapi }: WithStrapi) => ({
  async find(context: HttpContext): Promise<void> {
    const { config, locales, answers } = deliveryOf(strapi);
    const { locale, page } = parametersOf(context, sitemapQuery);
    if (locale !== undefined) await locales.chain(locale);
    const { url } = config.site;
    if (url === null) {
      throw new errors.NotFoundError(
        "There is no sitemap, because the site has not said where its portal is: the plugin's option site.url."
      );
    }
    const addressOf = (file: number): string => {
      const query = new URLSearchParams({ ...(locale === undefined ? {} : { locale }), page: String(file) });
      return `${strapi.config.get<string>('server.absoluteUrl')}${context.path}?${query}`;
    };
    const answer = await answers.sitemap({ locale, page }, url, addressOf);
    if (!answer) throw new errors.NotFoundError(`The sitemap has no file ${page}.`);
    send(context, answer, config);
  },
});

export const guideControllers = {
  guide,
  'guide-changes': guideChanges,
  sitemap,
};
