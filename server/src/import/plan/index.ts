import type { FileIssue } from '../../documents/document';
import { byName } from '../../documents/keys';
import { findCyclesWithSite, type PlannedCategory } from './category-cycles';
import { decideChunk } from './decide-chunk';
import { createPlanning, type Decided, type Planning } from './planning';
import { PARENT_PATH, readFiles } from './read-files';
import { findCategoryCycles, findReferencesElsewhere, findUnknownReferences } from './references';
import { findUnknownKeys, selectDocuments } from './selection';
import type { Plan, PlanOptions, RunContext } from './types';

export type * from './types';

const stoppedAt = ({ file, line }: FileIssue): FileIssue => ({
  file,
  line,
  column: 1,
  path: '',
  message:
    'There may be more issues than these: reading stopped here. Correct what they have in common first.',
});

const byPosition = (one: FileIssue, other: FileIssue): number =>
  byName(one.file, other.file) || one.line - other.line || one.column - other.column;

const plannedCategories = (decided: Decided[], selected: Decided[]): PlannedCategory[] => {
  const isSelected = new Set(selected);
  return decided
    .filter(({ planned }) => planned.type === 'category')
    .map((each) => ({
      ...each.planned,
      parent: each.references.find(({ path }) => path.join('.') === PARENT_PATH.join('.')),
      isWritten: each.writesShared && isSelected.has(each),
    }));
};

/** Adds the issues that only show between documents: unknown references and keys, and cycles of categories. */
const checkTogether = async (
  { context: { strapi }, options, uniqueDocuments, unreadable, categories, decided, issues }: Planning,
  selected: Decided[],
  isStopped: boolean
): Promise<Plan['notChecked']> => {
  const { filesOnly = false } = options;
  const referencing = decided.map(({ planned: { id, file }, references }) => ({ id, file, references }));
  const ids = new Set([...uniqueDocuments.files.keys(), ...unreadable]);
  // After a stop, documents that were not read would count as unknown.
  const checksReferences = !filesOnly && !isStopped;
  if (checksReferences) issues.push(...(await findUnknownReferences(strapi, referencing, ids)));
  const cycles = findCategoryCycles(categories);
  issues.push(...cycles, ...findUnknownKeys(decided, options.only));
  if (!filesOnly) {
    const withSite = await findCyclesWithSite(strapi, plannedCategories(decided, selected));
    // A cycle in the files alone is reported already.
    issues.push(...withSite.filter(({ file }) => !cycles.some((cycle) => cycle.file === file)));
  }
  return filesOnly && !isStopped ? findReferencesElsewhere(referencing, ids) : [];
};

/** Marks what stands in invalid files: none of it is written. */
const markInvalid = (selected: Decided[], issues: FileIssue[]): void => {
  const invalid = new Set(issues.map(({ file }) => file));
  for (const item of selected.flatMap(({ items }) => items).filter(({ file }) => invalid.has(file))) {
    item.outcome = 'invalid';
    item.changes = [];
    delete item.reason;
    delete item.fileChanged;
  }
};

/** Returns the issues to report: with a selection, a file that is not selected only has to be readable. */
const reportedIssues = (
  { issues, options, uniqueDocuments }: Planning,
  selected: Decided[],
  isStopped: boolean
): FileIssue[] => {
  const notSelected = new Set(options.only.length > 0 ? uniqueDocuments.files.values() : []);
  for (const { planned } of selected) notSelected.delete(planned.file);
  return [
    ...issues.filter(({ file }) => !notSelected.has(file)).sort(byPosition),
    ...(isStopped ? [stoppedAt(issues.at(-1)!)] : []),
  ];
};

/**
 * Compares three states of each document in each locale: what was applied last, what the database has now, and what the
 * file says. Writes nothing.
 */
export const createPlan = async (context: RunContext, options: PlanOptions): Promise<Plan> => {
  const planning = await createPlanning(context, options);
  const { issues, notes, skippedLocales, decided } = planning;
  const { documents, isStopped } = await readFiles(planning, (chunk) => decideChunk(planning, chunk));
  const selected = selectDocuments(decided, options.only);
  const notChecked = await checkTogether(planning, selected, isStopped);
  markInvalid(selected, issues);
  return {
    items: selected.flatMap(({ items }) => items),
    targets: new Map(decided.flatMap(({ planned: { id, target } }) => (target ? [[id, target]] : []))),
    issues: reportedIssues(planning, selected, isStopped),
    notChecked,
    skippedLocales: [...skippedLocales].sort(),
    notes,
    work: selected.map(({ planned }) => planned).filter((planned) => planned.locales.length > 0),
    documents,
  };
};
