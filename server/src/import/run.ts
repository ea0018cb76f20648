import path from 'node:path';
import type { CareerFieldConfig } from '../config';
import { PLUGIN_ID, type Strapi } from '../plugin';
import { applyPlan } from './apply';
import { applyInBulk, isForBulk } from './bulk/apply';
import { SeedFilesError } from '../documents/document';
import { readEsco } from './formats/esco';
import { createImages } from '../documents/images';
import { withLock } from './lock';
import { loadMarkdown } from '../rich-text';
import { createPlan, type Plan, type PlanOptions, type RunContext } from './plan';
import { createSpool, type Spool } from './spool';
import type { WriteContext } from './work';
import { findKnownDocuments } from '../documents/records';
import type { Failure, RunOptions, RunReport, ValidateReport } from './report';
import { documentFiles, type Source } from './formats/documents';

const sourceOf = async (
  strapi: Strapi,
  place: string,
  { format, escoVersion, escoTitleForm, locales }: RunOptions
): Promise<Source> => {
  if (format !== 'esco') return documentFiles(place);
  const [locale] = locales ?? [];
  const { titleForm } = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['esco']>('esco');
  const options = { version: escoVersion, locale, titleForm: escoTitleForm ?? titleForm };
  return { folder: undefined, read: () => readEsco(place, options) };
};

const contextOf = async (
  strapi: Strapi,
  place: string,
  options: RunOptions,
  spool?: Spool
): Promise<RunContext> => ({
  strapi,
  source: await sourceOf(strapi, path.resolve(place), options),
  images: createImages(strapi),
  markdown: await loadMarkdown(),
  spool,
});

const planOptions = (options: RunOptions, checkAll: boolean): PlanOptions => ({
  force: options.force ?? false,
  locales: options.locales ?? [],
  only: options.only ?? [],
  checkAll,
  onProgress: options.onProgress ?? (() => {}),
});

const reportOf = (
  { items, faults, skippedLocales, notes }: Plan,
  dryRun: boolean,
  failures: Failure[]
): RunReport => ({
  dryRun,
  items,
  faults,
  skippedLocales,
  notes,
  failures,
});

const apply = async (context: WriteContext, plan: Plan, options: RunOptions): Promise<Failure[]> => {
  const { strapi } = context;
  const { work, targets } = plan;
  const onProgress = options.onProgress ?? (() => {});
  const elsewhere = work.flatMap(({ pointsAt }) => pointsAt).filter((id) => !targets.has(id));
  const known = new Map([...targets, ...(await findKnownDocuments(strapi, [...new Set(elsewhere)]))]);
  const inBulk = options.bulk ? work.filter(isForBulk) : [];
  const failures = inBulk.length > 0 ? await applyInBulk(context, inBulk, known, onProgress) : [];
  const rest = options.bulk ? work.filter((each) => !isForBulk(each)) : work;
  // "Writing: 0 documents" would be the last that one sees of a run that wrote thousands in bulk.
  return rest.length > 0 ? [...failures, ...(await applyPlan(context, rest, known, onProgress))] : failures;
};

/**
 * Brings documents into the site.
 *
 * Every file is read and checked before anything is written. What an editor has changed or deleted is left alone:
 * each run compares what it applied last with what is in the database now and with what the file says. Nothing is
 * made twice, however often it runs and however many processes start it, and a run that was ended is finished by the
 * next one.
 *
 * @param place a folder, or a single file
 * @throws SeedFilesError naming every fault with its place; nothing is written then. A dry run tells them in its report.
 */
export const run = async (strapi: Strapi, place: string, options: RunOptions = {}): Promise<RunReport> => {
  if (options.dryRun) {
    const context = await contextOf(strapi, place, options);
    return reportOf(await createPlan(context, planOptions(options, false)), true, []);
  }
  const planAndApply = async (): Promise<RunReport> => {
    const spool = createSpool();
    try {
      const context = await contextOf(strapi, place, options, spool);
      const plan = await createPlan(context, planOptions(options, false));
      if (plan.faults.length > 0) throw new SeedFilesError(plan.faults);
      return reportOf(plan, false, await apply({ ...context, spool }, plan, options));
    } finally {
      spool.close();
    }
  };
  return withLock(strapi, planAndApply, () => options.onProgress?.({ phase: 'waiting', done: 0, total: 0 }));
};

/** Reads and checks every file, whatever was applied before, and writes nothing. */
export const validate = async (
  strapi: Strapi,
  place: string,
  { filesOnly = false, ...options }: RunOptions & Pick<PlanOptions, 'filesOnly'> = {}
): Promise<ValidateReport> => {
  const context = await contextOf(strapi, place, options);
  const plan = await createPlan(context, { ...planOptions(options, true), filesOnly });
  const { documents, faults, notChecked, notes } = plan;
  return { documents, faults, notChecked, notes };
};
