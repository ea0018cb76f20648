import type { CareerFieldConfig } from '../config';
import { PLUGIN_ID, type Strapi } from '../plugin';
import type { SeedingService } from './index';

/** Seeds an empty site at start, if its config asks for it. */
export const seedAtStart = async (strapi: Strapi): Promise<void> => {
  const plugin = strapi.plugin(PLUGIN_ID);
  if (plugin.config<CareerFieldConfig['seed']>('seed') !== 'if-empty') return;
  const seeding = plugin.service<SeedingService>('seeding');
  const report = await seeding.seedIfEmpty();
  if (!report) return;
  for (const line of seeding.describe(report)) strapi.log.info(`[career-field] Seeding: ${line}`);
};
