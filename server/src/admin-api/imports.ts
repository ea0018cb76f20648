import { createHash } from 'node:crypto';
import type { FieldChange } from '../documents/compare';
import type { Progress } from '../documents/progress';
import type { PlanItem, RunOptions, RunReport } from '../import/report';
import { run } from '../import/run';
import { findRuns } from '../import/runs';
import { shippedFolder } from '../import/seed-on-bootstrap';
import { keepUploads, UploadError, type UploadedFile } from '../import/uploaded-files';
import type { Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { requestLanguage, translate } from '../validation/language';
import { adminResource } from './admin-resource';
import type {
  ImportChange,
  ImportItem,
  ImportPlan,
  ImportResult,
  ImportRun,
  ShippedState,
} from './import-contracts';
import { IMPORT_ACTION } from './permissions';

/** What one response has at most; the plan counts the rest. */
const MAX_ITEMS = 1000;
const MAX_CHANGES = 50;
const MAX_ISSUES = 200;
const MAX_TEXT = 2000;

/** Imports that the page lists. */
const SHOWN_RUNS = 10;

const list = z
  .string()
  .max(1_000_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'This is no JSON.' });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().max(500)).max(10_000));

/** The fields of the form beside the files. */
const requestSchema = z.object({
  source: z.enum(['files', 'shipped']).default('files'),
  /** The names of the files, in their order. */
  names: list.optional(),
  escoVersion: z.string().max(40).optional(),
  /** Names the run, so that its progress can be requested. */
  run: z.string().min(8).max(100),
  /** Set to apply: the plan that was shown. */
  plan: z.string().max(100).optional(),
  /** The documents whose files are taken although an editor has changed or deleted them. */
  take: list.optional(),
});

type ImportRequest = z.infer<typeof requestSchema>;

interface SentFile {
  filepath: string;
  originalFilename: string | null;
  size: number;
}

interface ImportContext {
  query: Record<string, unknown>;
  request: { body: unknown; files?: { files?: SentFile | SentFile[] } };
  body: unknown;
}

/** The progress of the runs of this process. */
const running = new Map<string, Progress>();

const shownValue = (value: unknown): string | null => {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} …` : text;
};

const shownChange = ({ path, ...change }: FieldChange): ImportChange => ({
  path,
  old: shownValue(change.old),
  new: shownValue(change.new),
});

const isConflict = ({ outcome, fileChanged }: PlanItem): boolean =>
  outcome === 'kept' && fileChanged === true;

const shownItem = (item: PlanItem): ImportItem => {
  const { id, type, key, locale, file, outcome, reason, changes, keptShared } = item;
  const all = [...changes, ...(keptShared?.changes ?? [])];
  return {
    id,
    type,
    key,
    locale,
    file,
    outcome: isConflict(item) ? 'conflict' : outcome,
    reason: reason ?? null,
    changes: all.slice(0, MAX_CHANGES).map(shownChange),
    moreChanges: Math.max(0, all.length - MAX_CHANGES),
  };
};

/** Names a plan: it is another one as soon as anything in it differs. */
const hashOf = ({ items, issues }: RunReport): string =>
  createHash('sha256')
    .update(JSON.stringify([items, issues]))
    .digest('base64url');

const planOf = (report: RunReport): ImportPlan => {
  const { items, issues, skippedLocales, notes } = report;
  const counts: ImportPlan['counts'] = {
    create: 0,
    update: 0,
    unchanged: 0,
    kept: 0,
    conflict: 0,
    deleted: 0,
    invalid: 0,
  };
  const shown: ImportItem[] = [];
  for (const item of items) {
    const outcome = isConflict(item) ? 'conflict' : item.outcome;
    counts[outcome] += 1;
    if (outcome !== 'unchanged' && shown.length < MAX_ITEMS) shown.push(shownItem(item));
  }
  return {
    hash: hashOf(report),
    counts,
    items: shown,
    moreItems: items.length - counts.unchanged - shown.length,
    issues: issues.slice(0, MAX_ISSUES),
    moreIssues: Math.max(0, issues.length - MAX_ISSUES),
    skippedLocales,
    notes,
  };
};

/** Returns the files with their paths. The server receives files in any order, so each is sent as `<position>-<name>`. */
const filesOf = ({ request }: ImportContext, names: string[] = []): UploadedFile[] =>
  [request.files?.files ?? []]
    .flat()
    .map(({ filepath, originalFilename, size }) => {
      const [, position = '', own = ''] = /^(\d+)-(.*)$/s.exec(originalFilename ?? '') ?? [];
      return { name: names[Number(position)] ?? own, location: filepath, size, position: Number(position) };
    })
    .sort((one, other) => one.position - other.position);

/** Returns where the files are, and with which options they are imported. */
const openSource = async (
  strapi: Strapi,
  context: ImportContext,
  { source, names, escoVersion }: ImportRequest
): Promise<{ location: string; options: RunOptions; remove: () => Promise<void> }> => {
  if (source === 'shipped')
    return { location: shippedFolder(strapi), options: { source: null }, remove: () => Promise.resolve() };
  try {
    const files = filesOf(context, names);
    const { location, format, remove } = await keepUploads(files);
    const version = format === 'esco' && escoVersion ? { escoVersion } : {};
    return {
      location,
      options: { format, ...version, source: files.map(({ name }) => name).join(', ') },
      remove,
    };
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
    throw new errors.ValidationError(translate(error.reason, {}, requestLanguage(strapi)));
  }
};

/** Plans, or applies the plan that was shown; one that is no longer the same is returned instead. */
const planOrApply = async (
  strapi: Strapi,
  location: string,
  options: RunOptions,
  { plan: shown, take = [] }: ImportRequest
): Promise<ImportResult> => {
  const report = await run(strapi, location, { ...options, dryRun: true });
  const plan = planOf(report);
  if (shown === undefined) return { plan, applied: null };
  if (shown !== plan.hash || plan.issues.length > 0) return { plan, applied: null };
  const applied = await run(strapi, location, { ...options, take });
  return {
    plan,
    applied: { counts: planOf(applied).counts, failures: applied.failures },
  };
};

/** For the admin panel: `/career-field/imports`. */
export const importResource = adminResource('import', {
  /** Responds with what an import of files would do, or with what it has done. Only the second writes. */
  create: {
    method: 'POST',
    path: '/imports',
    permissions: [IMPORT_ACTION],
    async respond(strapi: Strapi, context: ImportContext): Promise<void> {
      const parsed = requestSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request is not a valid import.');
      const { run: name } = parsed.data;
      const { location, options, remove } = await openSource(strapi, context, parsed.data);
      const onProgress = (progress: Progress): void => void running.set(name, progress);
      try {
        context.body = {
          data: await planOrApply(
            strapi,
            location,
            { ...options, language: requestLanguage(strapi), onProgress },
            parsed.data
          ),
        };
      } finally {
        running.delete(name);
        await remove();
      }
    },
  },

  /** Responds with how far a run is; null for one that this process does not know. */
  progress: {
    method: 'GET',
    path: '/imports/progress',
    permissions: [IMPORT_ACTION],
    async respond(_strapi: Strapi, context: ImportContext): Promise<void> {
      context.body = { data: running.get(String(context.query.run)) ?? null };
    },
  },

  /** Responds with the last imports that have written something. */
  runs: {
    method: 'GET',
    path: '/imports/runs',
    permissions: [IMPORT_ACTION],
    async respond(strapi: Strapi, context: ImportContext): Promise<void> {
      context.body = { data: (await findRuns(strapi, SHOWN_RUNS)) satisfies ImportRun[] };
    },
  },

  /** Responds with the state of the shipped guides in this site. */
  shipped: {
    method: 'GET',
    path: '/imports/shipped',
    permissions: [IMPORT_ACTION],
    async respond(strapi: Strapi, context: ImportContext): Promise<void> {
      const { items } = await run(strapi, shippedFolder(strapi), { dryRun: true });
      const state: ShippedState = { current: 0, changed: 0, newer: 0, missing: 0, deleted: 0 };
      for (const { outcome, fileChanged } of items) {
        if (outcome === 'unchanged') state.current += 1;
        else if (outcome === 'create') state.missing += 1;
        else if (outcome === 'deleted') state.deleted += 1;
        else if (outcome === 'kept') state.changed += 1;
        if (outcome === 'update' || fileChanged) state.newer += 1;
      }
      context.body = { data: state };
    },
  },
});
