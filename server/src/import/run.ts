import path from 'node:path';
import type { Strapi } from '../plugin';
import { applyPlan } from './apply';
import { applyInBulk, chooseForBulk } from './bulk';
import { InvalidFilesError } from '../documents/document';
import { formatOf } from './formats';
import { createImages } from '../documents/images';
import { withLock } from '../strapi-internals/database-lock';
import { loadMarkdown } from '../rich-text';
import { createPlan, type Plan, type PlanOptions, type RunContext } from './plan';
import { createSpool, type Spool } from './spool';
import { inRun } from './runs';
import type { WriteContext } from './apply/work';
import { findKnownDocuments } from '../documents/records';
import type { Failure, RunOptions, RunReport, ValidateReport } from './report';

const contextOf = async (
  strapi: Strapi,
  location: string,
  options: RunOptions,
  spool?: Spool
): Promise<RunContext> => ({
  strapi,
  source: await formatOf(options.format).open({
    strapi,
    location: path.resolve(location),
    locales: options.locales ?? [],
    options: { ...options },
  }),
  images: createImages(strapi),
  markdown: await loadMarkdown(),
  spool,
});

const planOptions = (options: RunOptions, checkAll: boolean): PlanOptions => ({
  force: options.force ?? false,
  take: new Set(options.take),
  locales: options.locales ?? [],
  only: options.only ?? [],
  checkAll,
  language: options.language ?? 'en',
  onProgress: options.onProgress ?? (() => {}),
});

const reportOf = (
  { items, issues, skippedLocales, notes }: Plan,
  dryRun: boolean,
  failures: Failure[],
  remarks: Iterable<string> = []
): RunReport => ({
  dryRun,
  items,
  issues,
  skippedLocales,
  notes: [...notes, ...remarks],
  failures,
});

const apply = async (context: WriteContext, plan: Plan, options: RunOptions): Promise<Failure[]> => {
  const { strapi } = context;
  const { work, targets } = plan;
  const onProgress = options.onProgress ?? (() => {});
  const elsewhere = work.flatMap(({ referencedIds }) => referencedIds).filter((id) => !targets.has(id));
  const known = new Map([...targets, ...(await findKnownDocuments(strapi, [...new Set(elsewhere)]))]);
  const inBulk = options.bulk ? await chooseForBulk(context, work, known) : [];
  const failures = inBulk.length > 0 ? await applyInBulk(context, inBulk, known, onProgress) : [];
  const isInBulk = new Set(inBulk);
  const rest = work.filter((each) => !isInBulk.has(each));
  // Otherwise the progress of a run that wrote thousands in bulk would end with "0 documents".
  return rest.length > 0 ? [...failures, ...(await applyPlan(context, rest, known, onProgress))] : failures;
};

/**
 * Imports documents into the site.
 *
 * Every file is read and validated before anything is written. What an editor has changed or deleted is not overwritten:
 * each run compares the file as it was last applied with the site and with the file now. Nothing is created twice,
 * however many processes start the import, and the next run completes an interrupted one.
 *
 * @param location a folder, or a single file
 * @throws InvalidFilesError naming every issue with its location; nothing is written then. A dry run reports them.
 */
export const run = async (strapi: Strapi, location: string, options: RunOptions = {}): Promise<RunReport> => {
  if (options.dryRun) {
    const context = await contextOf(strapi, location, options);
    return reportOf(await createPlan(context, planOptions(options, false)), true, []);
  }
  const planAndApply = async (): Promise<RunReport> => {
    const spool = createSpool();
    try {
      const context = await contextOf(strapi, location, options, spool);
      const plan = await createPlan(context, planOptions(options, false));
      if (plan.issues.length > 0) throw new InvalidFilesError(plan.issues);
      const remarks = new Set<string>();
      const failures = await inRun(strapi, { location, plan, options }, () =>
        apply({ ...context, spool, notes: remarks }, plan, options)
      );
      return reportOf(plan, false, failures, remarks);
    } finally {
      spool.close();
    }
  };
  return withLock(strapi, planAndApply, () => options.onProgress?.({ phase: 'waiting', done: 0, total: 0 }));
};

/** Reads and validates every file, whatever was applied before, and writes nothing. */
export const validate = async (
  strapi: Strapi,
  location: string,
  { filesOnly = false, ...options }: RunOptions & Pick<PlanOptions, 'filesOnly'> = {}
): Promise<ValidateReport> => {
  const context = await contextOf(strapi, location, options);
  const plan = await createPlan(context, { ...planOptions(options, true), filesOnly });
  const { documents, issues, notChecked, notes } = plan;
  return { documents, issues, notChecked, notes };
};
