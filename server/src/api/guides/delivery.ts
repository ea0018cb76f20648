import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { createAnswers } from './answers';
import { createFastLane } from './fast-lane';
import { createLocales } from './locales';
import { createPublicAccess } from './public-access';

/** What the routes of guides share, for one Strapi. */
export interface Delivery {
  config: CareerFieldConfig;
  locales: ReturnType<typeof createLocales>;
  access: ReturnType<typeof createPublicAccess>;
  answers: ReturnType<typeof createAnswers>;
  /** Only where the site's config wants it. */
  fastLane: ReturnType<typeof createFastLane> | undefined;
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
  const parts = {
    config,
    locales: createLocales(strapi),
    access: createPublicAccess(strapi),
    answers: createAnswers(strapi, config),
  };
  const fastLane = config.fastLane ? createFastLane(strapi, parts) : undefined;
  deliveries.set(strapi, { ...parts, fastLane });
  if (!fastLane) return;
  // The first of all: Strapi puts them together when the first request comes.
  const { middleware } = strapi.server.app as unknown as { middleware: (typeof fastLane.serve)[] };
  middleware.unshift(fastLane.serve);
};

/** Ends what `startDelivery` has begun. */
export const stopDelivery = (strapi: Strapi): void => {
  const delivery = deliveries.get(strapi);
  deliveries.delete(strapi);
  delivery?.locales.stop();
  delivery?.access.stop();
};
