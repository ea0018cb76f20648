import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { createAnswers, type Answers } from './answers';
import { createFastLane } from './fast-lane';
import { createLocales, type Locales } from './locales';
import { createOutage } from './outage';
import { createPublicAccess, type PublicAccess } from './public-access';
import { createQuestions, type Questions } from './questions';
import { createRepeats, type Repeats } from './repeats';
import { shortenWay } from './short-way';

/** What the routes of guides share, for one Strapi. */
export interface Delivery {
  config: CareerFieldConfig;
  locales: Locales;
  access: PublicAccess;
  answers: Answers;
  questions: Questions;
  repeats: Repeats;
  /** Only where the site's config wants it. */
  fastLane: ReturnType<typeof createFastLane> | undefined;
  stop(): void;
}

const deliveries = new WeakMap<Strapi, Delivery>();

/** @throws Error before `startDelivery` */
export const deliveryOf = (strapi: Strapi): Delivery => {
  const delivery = deliveries.get(strapi);
  if (!delivery) throw new Error('The delivery of guides has not been started.');
  return delivery;
};

/** Makes the site ready to be asked for guides. */
export const startDelivery = (strapi: Strapi): void => {
  const config = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const locales = createLocales(strapi);
  const access = createPublicAccess(strapi);
  const questions = createQuestions(`${strapi.config.get<string>('api.rest.prefix', '/api')}/${PLUGIN_ID}`);
  const answers = createAnswers(strapi, config);
  const parts = {
    config,
    locales,
    access,
    answers,
    questions,
    repeats: createRepeats(strapi, { locales, answers }),
  };
  const fastLane = config.fastLane ? createFastLane(strapi, parts) : undefined;
  const outage = createOutage(strapi, config);
  // On bootstrap this is behind the site's middlewares, and before the router.
  strapi.server.use(outage.serve as unknown as Parameters<typeof strapi.server.use>[0]);
  const lengthenWay = shortenWay(strapi, questions);
  deliveries.set(strapi, {
    ...parts,
    fastLane,
    stop() {
      locales.stop();
      access.stop();
      outage.stop();
      lengthenWay();
    },
  });
  if (!fastLane) return;
  // The first of all: Strapi puts them together when the first request comes.
  const { middleware } = strapi.server.app as unknown as { middleware: (typeof fastLane.serve)[] };
  middleware.unshift(fastLane.serve);
};

/** Ends what `startDelivery` has begun. */
export const stopDelivery = (strapi: Strapi): void => {
  deliveries.get(strapi)?.stop();
  deliveries.delete(strapi);
};
