import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import type { Row } from '../model/document-writes';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { createValidator, findChangedAnchors } from '../validation';
import { translate } from '../validation/language';
import { findCyclesWithSite, type PlannedCategory } from './category-cycles';
import { isLocalised } from '../model/attributes';
import { attributesOf } from '../documents/attributes';
import { checkDocument, withoutConsequences } from './check';
import { contentHashes } from './content-hash';
import { decide, type Situation } from './decide';
import { createDifferences } from './differences';
import { documentId, type SeedDocument, type SeedFault } from '../documents/document';
import { findEdited, type Applied, type Edits } from '../documents/edits';
import { createFileClaims, slugOf } from './file-claims';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  stampOf,
  type LocaleRows,
  type RowState,
} from '../documents/fingerprint';
import { findGone, withoutGone } from './deleted-targets';
import type { Images } from '../documents/images';
import { leaveShared } from './kept-shared';
import { byName } from '../documents/keys';
import { letOthersRun } from './yield-to-event-loop';
import type { MarkdownConverter } from '../rich-text';
import {
  findCategoryCycles,
  findReferencesElsewhere,
  findUnknownMentions,
  type Mentioning,
} from './references';
import { unknownName } from '../documents/nearest';
import { prepareDocument, type Mention, type PreparedDocument } from '../documents/prepare';
import { findRecords, UNFINISHED, type SeedRecord } from '../documents/records';
import type { FieldChange, PlanItem, Progress, UncheckedReference } from './report';
import type { Source } from './formats/documents';
import type { Spool } from './spool';
import { choose, findUnknownWishes } from './selection';

/** What a run works with. */
export interface RunContext {
  strapi: Strapi;
  source: Source;
  images: Images;
  markdown: MarkdownConverter;
  /** Takes the content of what is to be written; undefined where nothing will be. */
  spool: Spool | undefined;
}

export interface PlanOptions {
  force: boolean;
  /** Only these locales; all if empty. */
  locales: string[];
  /** Only these keys; all if empty. */
  only: string[];
  /** Look at every file as if it were new, whatever was applied before. */
  checkAll: boolean;
  /**
   * Look at nothing but the files: references to other documents are listed instead of looked up, and of a locale only
   * the form of its code is checked. The site of the context must be an empty one.
   */
  filesOnly?: boolean;
  onProgress: (progress: Progress) => void;
}

/** One locale of a document that has something to be done. */
export interface PlannedLocale {
  locale: string;
  /** Write the content; else only remember that it is what the site has. */
  writes: boolean;
  /** What the file says, as a hash. */
  hash: string;
  /** Whether it replaces a draft that nobody has edited, and of which nothing is or becomes published. */
  isDraftUpdate: boolean;
  /** The rows as the plan saw them: they must still be so when they are written over. */
  stamp: string;
}

/** A document that has something to be done, without its content. */
export interface PlannedDocument {
  id: string;
  type: PublicType;
  file: string;
  /** The document in the site, if it is there in any locale. */
  target: string | undefined;
  pointsAt: string[];
  locales: PlannedLocale[];
  /** Whether the document has no locale but those that are written, or what all locales share stays as it is. */
  isAlone: boolean;
  /** Locales that are as a file left them and stay so, but for what all locales share. */
  untouched: { locale: string; fileHash: string; notes: Record<string, string> | null }[];
  /** What the file says and no attribute holds. */
  notes: Record<string, string> | null;
}

export interface Plan {
  items: PlanItem[];
  /** The documents of the files that the site has, by their ids: what others point at. */
  targets: Map<string, string>;
  faults: SeedFault[];
  /** Only with `filesOnly`: the references to documents that are not among the files. */
  notChecked: UncheckedReference[];
  skippedLocales: string[];
  /** What else is to be said of the files, one line each. */
  notes: string[];
  work: PlannedDocument[];
  /** How many documents were read. */
  documents: number;
}

/** Documents that are compared with the database in one go. */
const CHUNK = 200;

/** After so many faults, the files are not read on: what they have in common comes first. */
const MAX_FAULTS = 500;

/** Where a category's file says what it lies below. */
const PARENT = ['shared', 'parent'];

/** A document while it is looked at. */
interface Candidate {
  document: SeedDocument;
  id: string;
  hashes: Record<string, string>;
  /** The locales of the file that the site has and the run wants. */
  locales: string[];
  records: Map<string, SeedRecord>;
  /** Undefined where nothing has changed on either side, so that its attributes need not be read. */
  prepared: PreparedDocument | undefined;
  /** Locales that cannot be published any more, because an editor has deleted something that they point at. */
  incomplete: Set<string>;
}

/** A document that was looked at. */
interface Decided {
  planned: PlannedDocument;
  items: PlanItem[];
  mentions: Mention[];
  /** Whether the run writes what all languages share. */
  writesShared: boolean;
}

/** What the database has of some documents of one type. */
interface Found {
  states: Map<string, RowState[]>;
  rows: Map<string, Row[]>;
  /** The document that has an address, by locale and slug. */
  bySlug: Map<string, string>;
  /** The records of what editors have changed. */
  edits: Edits;
}

const siteLocales = async (strapi: Strapi): Promise<Set<string>> => {
  const locales = (await strapi.plugin('i18n').service('locales').find()) as { code: string }[];
  return new Set(locales.map(({ code }) => code));
};

const knownLocales = (strapi: Strapi): Set<string> => {
  const locales = strapi.plugin('i18n').service('iso-locales').getIsoLocales() as { code: string }[];
  return new Set(locales.map(({ code }) => code));
};

/** As every code that Strapi offers is written: `de`, `pt-BR`, `zh-Hans-CN`, `es-419`, `ca-ES-VALENCIA`. */
const LOCALE_CODE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[A-Za-z0-9]{4,8})*$/;

/** Which locales documents may have and which of them are written, by the site or, without one, by their form. */
interface LocaleRules {
  /** What is wrong with a locale; undefined if nothing. */
  refuse: (locale: string) => string | undefined;
  has: (locale: string) => boolean;
}

const LOCALES_BY_FORM: LocaleRules = {
  refuse: (locale) =>
    LOCALE_CODE.test(locale)
      ? undefined
      : `"${locale}" is not written like the code of a locale, such as de or pt-BR.`,
  has: () => true,
};

const localesOfSite = async (strapi: Strapi): Promise<LocaleRules> => {
  const locales = await siteLocales(strapi);
  const isoLocales = knownLocales(strapi);
  return {
    refuse: (locale) =>
      locales.has(locale) || isoLocales.has(locale)
        ? undefined
        : `Strapi knows no such locale. ${unknownName(locale, [...locales].sort())}`,
    has: (locale) => locales.has(locale),
  };
};

const moreFaults = ({ file, line }: SeedFault): SeedFault => ({
  file,
  line,
  column: 1,
  path: '',
  message:
    'There may be more faults than these; the files were not read on. Mend what they have in common first.',
});

const byPlace = (one: SeedFault, other: SeedFault): number =>
  byName(one.file, other.file) || one.line - other.line || one.column - other.column;

/**
 * Compares three things, for each document and locale: what was applied last time, what is in the database now, and
 * what the file says. Nothing is written.
 *
 * Documents are looked at some at a time and let go of again, so that memory does not grow with them.
 */
export const createPlan = async (context: RunContext, options: PlanOptions): Promise<Plan> => {
  const { strapi, source, images, markdown, spool } = context;
  const findFaults = createValidator(strapi);
  const differences = createDifferences(strapi, markdown, images);
  const { filesOnly = false } = options;
  const locales = filesOnly ? LOCALES_BY_FORM : await localesOfSite(strapi);
  const skipped = new Set<string>();
  const faults: SeedFault[] = [];
  const notes: string[] = [];
  const claims = createFileClaims();
  /** Files with a fault that was found while they were read. */
  const readInPart = new Set<string>();
  /** Documents whose files are no YAML: what names them is not wrong as well. */
  const unreadable = new Set<string>();
  const categories: Mentioning[] = [];
  const decided: Decided[] = [];

  const wantedLocales = ({ file, locales: written, positionOf }: SeedDocument): string[] =>
    Object.keys(written).filter((locale) => {
      const message = locales.refuse(locale);
      if (message !== undefined) {
        const position = positionOf(['locales', locale]);
        faults.push({ file, ...position, path: `locales.${locale}`, message });
        return false;
      }
      if (options.locales.length > 0 && !options.locales.includes(locale)) return false;
      if (!locales.has(locale)) skipped.add(locale);
      return locales.has(locale);
    });

  const lookAt = async (document: SeedDocument): Promise<Candidate | undefined> => {
    const id = documentId(document.type, document.key);
    const taken = claims.claimKey(document);
    if (taken) {
      faults.push(taken);
      return undefined;
    }
    // A document that has not changed counts as well.
    faults.push(...claims.claimAddresses(document));
    noteParent(document, id);
    return {
      document,
      id,
      hashes: await contentHashes(strapi, document, images, source.folder),
      locales: wantedLocales(document),
      records: new Map(),
      prepared: undefined,
      incomplete: new Set(),
    };
  };

  const noteParent = ({ type, file, shared, positionOf }: SeedDocument, id: string): void => {
    if (type !== 'category' || typeof shared.parent !== 'string') return;
    const key = shared.parent;
    const parent: Mention = {
      id: documentId(type, key),
      target: type,
      key,
      place: PARENT,
      position: positionOf(PARENT),
    };
    categories.push({ id, file, mentions: [parent] });
  };

  const prepare = async (candidate: Candidate): Promise<void> => {
    const { document } = candidate;
    const { prepared, faults: found } = prepareDocument(
      { strapi, folder: source.folder, markdown },
      document
    );
    candidate.prepared = prepared;
    const broken = await checkDocument(findFaults, document, prepared);
    const isWhole = found.length === 0 && !readInPart.has(document.file);
    faults.push(...found, ...(isWhole ? broken : withoutConsequences(broken, document, found)));
  };

  /** Takes out of documents what an editor has deleted, since it would not be written; by force it comes back. */
  const leaveOutGone = async (candidates: Candidate[]): Promise<void> => {
    if (options.force) return;
    const documents = candidates.map(({ prepared }) => prepared!);
    const isGone = await findGone(strapi, documents);
    for (const candidate of candidates) {
      const { type, locales: own, mentions } = candidate.prepared!;
      for (const [locale, local] of Object.entries(own)) {
        if (!mentions.some(({ id }) => isGone(id, locale))) continue;
        own[locale] = withoutGone(locale, local, isGone);
        if (!local.published) continue;
        const lacking = await findFaults(type, own[locale].content, { publishable: true, partial: false });
        if (lacking.length > 0) candidate.incomplete.add(locale);
      }
    }
  };

  /** The rule that holds for every writer: others link to what is published. */
  const refuseChangedAnchors = (prepared: PreparedDocument, locale: string, published?: Row): void => {
    const { content, published: isPublished } = prepared.locales[locale]!;
    if (!isPublished) return;
    for (const { field, message, values } of findChangedAnchors(content, published)) {
      const place = ['locales', locale, ...field.split('.')];
      const position = prepared.positionOf(place);
      faults.push({
        file: prepared.file,
        ...position,
        path: place.join('.'),
        message: translate(message, values),
      });
    }
  };

  /** Whether the file says what it said last time, and nobody has written the rows since. */
  const isSettled = ({ hashes, locales: own, records }: Candidate, { states }: Found): boolean =>
    own.every((locale) => {
      const record = records.get(locale);
      const rows = record && states.get(record.targetDocument);
      return rows && record.fileHash === hashes[locale] && stampOf(rows, locale) === record.stamp;
    });

  const decideOne = (candidate: Candidate, { states, rows, bySlug, edits }: Found): Decided => {
    const { document, id, hashes, records, prepared, incomplete } = candidate;
    const { type, key, file } = document;
    let target = targetOf(candidate, states);
    const items: PlanItem[] = [];
    const planned: PlannedLocale[] = [];
    const rowsIn = (found: string | undefined, locale: string): LocaleRows | undefined => {
      const own = found === undefined ? undefined : byState(rows.get(found) ?? [], locale);
      return own?.draft || own?.published ? own : undefined;
    };
    const situationOf = (locale: string): Situation & { found: string | undefined } => {
      const record = records.get(locale);
      const local = prepared!.locales[locale]!;
      // An entry that somebody made by hand: it is what other documents mean, but it is not ours to change.
      const claimed = bySlug.get(`${locale} ${slugOf(local.content)}`);
      const found = rowsIn(target, locale) ? target : claimed;
      const own = rowsIn(found, locale);
      const present = !own
        ? 'nothing'
        : found !== target
          ? target === undefined
            ? 'by-hand'
            : 'other'
          : record
            ? 'document'
            : 'by-hand';
      return {
        found,
        applied: record ? 'here' : records.size > 0 ? 'elsewhere' : 'never',
        isSameFile: record?.fileHash === hashes[locale],
        isUnfinished: record?.fileHash === UNFINISHED,
        present,
        isDocumentThere: target !== undefined,
        isEdited: record !== undefined && edits.edited.has(record),
        isUnreadable: record !== undefined && edits.unreadable.has(record),
        isIncomplete: incomplete.has(locale),
        changes: own ? differences.between(type, own, local) : [],
        force: options.force,
      };
    };
    const add = (
      locale: string,
      item: Pick<PlanItem, 'outcome' | 'reason' | 'fileChanged' | 'changes'>
    ): void => {
      items.push({ id, type, key, locale, file, ...item });
    };

    for (const locale of candidate.locales) {
      if (!prepared) {
        add(locale, { outcome: 'unchanged', changes: [] });
        continue;
      }
      const { found, changes, ...situation } = situationOf(locale);
      const { isAdopted, ...decision } = decide({ changes, ...situation });
      const writes = decision.outcome === 'create' || decision.outcome === 'update';
      if (writes) refuseChangedAnchors(prepared, locale, rowsIn(found, locale)?.published);
      if (situation.present === 'by-hand') target ??= found;
      const shown: FieldChange[] = ['update', 'kept'].includes(decision.outcome) ? changes : [];
      add(locale, { ...decision, changes: shown });
      if (!writes && !isAdopted) continue;
      const stamp = target === undefined ? '' : stampOf(states.get(target) ?? [], locale);
      const own = rowsIn(found, locale);
      const local = prepared.locales[locale]!;
      const isDraftUpdate =
        decision.outcome === 'update' &&
        decision.reason === undefined &&
        situation.applied === 'here' &&
        situation.present === 'document' &&
        !situation.isUnfinished &&
        hasDrafts(type) &&
        own?.draft !== undefined &&
        own.published === undefined &&
        !local.published &&
        local.draft === undefined;
      planned.push({ locale, writes, hash: hashes[locale]!, isDraftUpdate, stamp });
    }
    // A document that somebody made by hand is theirs as a whole: it gets no translations that nobody asked for.
    if (records.size === 0 && !options.force && items.some(({ reason }) => reason === 'made-by-hand')) {
      for (const item of items.filter(({ outcome }) => outcome === 'create')) {
        Object.assign(item, { outcome: 'kept', reason: 'made-by-hand' } satisfies Partial<PlanItem>);
      }
      planned.splice(0, planned.length, ...planned.filter(({ writes }) => !writes));
    }
    const untouched = (): SeedRecord[] =>
      [...records.values()].filter((record) => {
        const isPlanned = planned.some(({ locale }) => locale === record.targetLocale);
        return !isPlanned && rowsIn(target, record.targetLocale) !== undefined && !edits.edited.has(record);
      });
    const editors = editorsLocales(states.get(target ?? '') ?? [], planned, untouched());
    for (const [index, item] of editors.length > 0 ? items.entries() : []) {
      const { locale, outcome } = item;
      const place = planned.findIndex((each) => each.locale === locale && each.writes);
      if (place < 0) continue;
      const rowsOfEditor = rowsIn(target, editors[0]!);
      const differing =
        outcome === 'create' && rowsOfEditor
          ? differences.between(type, rowsOfEditor, prepared!.locales[locale]!)
          : item.changes;
      const fileHash = records.get(locale)?.fileHash;
      const left = leaveShared(strapi, item, differing, editors, fileHash === UNFINISHED);
      items[index] = left;
      if (left.outcome !== 'kept') continue;
      left.fileChanged = fileHash !== hashes[locale];
      planned.splice(place, 1);
    }
    const mentions = prepared?.mentions ?? [];
    return {
      planned: {
        id,
        type,
        file,
        target,
        pointsAt: [...new Set(mentions.map((mention) => mention.id))],
        locales: planned,
        isAlone:
          editors.length === 0 &&
          (untouched().length === 0 || !items.some((item) => changesShared(strapi, item))),
        untouched: untouched().map(({ targetLocale: locale, fileHash, notes: kept }) => ({
          locale,
          fileHash,
          notes: kept ?? null,
        })),
        notes: document.notes ?? null,
      },
      items,
      mentions,
      writesShared: editors.length === 0 && planned.some(({ writes }) => writes),
    };
  };

  const findBySlug = async (type: PublicType, candidates: Candidate[]): Promise<Map<string, string>> => {
    const slugs = candidates.flatMap(({ prepared }) =>
      Object.values(prepared!.locales).flatMap(({ content }) => slugOf(content) ?? [])
    );
    if (slugs.length === 0) return new Map();
    const rows = (await strapi.db.query(uidOf(type)).findMany({
      where: { slug: { $in: [...new Set(slugs)] } },
      select: ['documentId', 'locale', 'slug'],
    })) as RowState[];
    return new Map(rows.map((row) => [`${row.locale} ${row.slug}`, row.documentId]));
  };

  const decideType = async (type: PublicType, candidates: Candidate[]): Promise<Decided[]> => {
    const recorded = candidates.flatMap(({ records }) => [...records.values()]);
    const targets = recorded.map(({ targetDocument }) => targetDocument);
    const found: Found = {
      states: await findRowStates(strapi, type, targets),
      rows: new Map(),
      bySlug: new Map(),
      edits: { edited: new Set(), unreadable: new Set() },
    };
    const open: Candidate[] = [];
    // A relation that is gone with its target does not show in the rows; by force, the target comes back.
    const looksAtAll = options.checkAll || options.force;
    for (const candidate of candidates) {
      if (!looksAtAll && isSettled(candidate, found)) continue;
      await prepare(candidate);
      open.push(candidate);
    }
    if (open.length > 0) {
      await leaveOutGone(open);
      found.bySlug = await findBySlug(type, open);
      const claimed = [...found.bySlug.values()].filter((document) => !found.states.has(document));
      for (const [document, states] of await findRowStates(strapi, type, claimed)) {
        found.states.set(document, states);
      }
      const wanted = open.flatMap((candidate) => targetOf(candidate, found.states) ?? []);
      found.rows = await findWholeDocuments(strapi, type, [...wanted, ...found.bySlug.values()]);
      await differences.load(
        [...found.rows.values()].flat(),
        open.flatMap(({ prepared }) => Object.values(prepared!.locales))
      );
      found.edits = await findEdited(
        strapi,
        type,
        open.flatMap((candidate) => appliedTo(candidate, found)),
        ({ targetDocument, targetLocale, stamp }) =>
          stampOf(found.states.get(targetDocument) ?? [], targetLocale) !== stamp
      );
    }
    return candidates.map((candidate) => decideOne(candidate, found));
  };

  const decideChunk = async (candidates: Candidate[]): Promise<void> => {
    const records = await findRecords(
      strapi,
      candidates.map(({ id }) => id)
    );
    for (const candidate of candidates) candidate.records = records.get(candidate.id) ?? new Map();
    const results = new Map<string, Decided>();
    for (const type of PUBLIC_TYPES) {
      const own = candidates.filter(({ document }) => document.type === type);
      if (own.length === 0) continue;
      for (const result of await decideType(type, own)) results.set(result.planned.id, result);
    }
    // In the order of the files again.
    for (const { id, prepared } of candidates) {
      const result = results.get(id)!;
      decided.push(result);
      if (prepared && result.planned.locales.length > 0) spool?.put(id, prepared.locales);
    }
  };

  let chunk: Candidate[] = [];
  let documents = 0;
  let isStopped = false;
  for await (const reading of source.read()) {
    await letOthersRun();
    // With a selection, the faults of what is not selected do not count.
    if (faults.length >= MAX_FAULTS && options.only.length === 0) {
      isStopped = true;
      break;
    }
    if ('note' in reading) {
      notes.push(reading.note);
      continue;
    }
    if ('fault' in reading) {
      faults.push(reading.fault);
      readInPart.add(reading.fault.file);
      if (reading.id) unreadable.add(reading.id);
      continue;
    }
    documents += 1;
    const candidate = await lookAt(reading.document);
    if (candidate) chunk.push(candidate);
    if (chunk.length < CHUNK) continue;
    await decideChunk(chunk);
    chunk = [];
    options.onProgress({ phase: 'planning', done: documents, total: 0 });
  }
  await decideChunk(chunk);
  options.onProgress({ phase: 'planning', done: documents, total: documents });

  const mentioning = decided.map(({ planned, mentions }) => ({ ...planned, mentions }));
  const ids = new Set([...claims.files.keys(), ...unreadable]);
  // What was not read would count as unknown.
  const notChecked = filesOnly && !isStopped ? findReferencesElsewhere(mentioning, ids) : [];
  if (!filesOnly && !isStopped) faults.push(...(await findUnknownMentions(strapi, mentioning, ids)));
  const cycles = findCategoryCycles(categories);
  faults.push(...cycles);
  const chosen = choose(decided, options.only);
  faults.push(...findUnknownWishes(decided, options.only));
  const cyclesWithSite = filesOnly
    ? []
    : await findCyclesWithSite(strapi, plannedCategories(decided, chosen));
  // A cycle in the files alone is reported already.
  faults.push(...cyclesWithSite.filter(({ file }) => !cycles.some((cycle) => cycle.file === file)));
  const isLeftOut = new Set(claims.files.values());
  for (const { planned } of chosen) isLeftOut.delete(planned.file);
  const wrong = new Set(faults.map(({ file }) => file));
  for (const item of chosen.flatMap(({ items }) => items).filter(({ file }) => wrong.has(file))) {
    item.outcome = 'invalid';
    item.changes = [];
    delete item.reason;
    delete item.fileChanged;
  }
  return {
    items: chosen.flatMap(({ items }) => items),
    targets: new Map(decided.flatMap(({ planned: { id, target } }) => (target ? [[id, target]] : []))),
    // What is not asked for need not be right, as long as it can be read.
    faults: [
      ...faults.filter(({ file }) => options.only.length === 0 || !isLeftOut.has(file)).sort(byPlace),
      ...(isStopped ? [moreFaults(faults.at(-1)!)] : []),
    ],
    notChecked,
    skippedLocales: [...skipped].sort(),
    notes,
    work: chosen.map(({ planned }) => planned).filter((planned) => planned.locales.length > 0),
    documents,
  };
};

/** Whether what differs is something that all locales share. */
const changesShared = (strapi: Strapi, { type, changes }: PlanItem): boolean => {
  const attributes = attributesOf(strapi, uidOf(type));
  return changes.some(({ path }) => {
    const attribute = attributes[path.split(/[.[]/)[0]!];
    return attribute !== undefined && !isLocalised(attribute);
  });
};

/** The document that a file's records name, as far as it is still there in any locale. */
const targetOf = ({ records }: Candidate, states: Map<string, RowState[]>): string | undefined =>
  [...records.values()].map(({ targetDocument }) => targetDocument).find((target) => states.has(target));

/** The locales of a document that neither a file has left as they are nor a run will write: they are an editor's. */
const editorsLocales = (states: RowState[], planned: PlannedLocale[], untouched: SeedRecord[]): string[] => {
  const own = new Set([
    ...planned.map(({ locale }) => locale),
    ...untouched.map(({ targetLocale }) => targetLocale),
  ]);
  const present = new Set(states.map(({ locale }) => String(locale)));
  return [...present].filter((locale) => !own.has(locale)).sort();
};

const plannedCategories = (decided: Decided[], chosen: Decided[]): PlannedCategory[] => {
  const isChosen = new Set(chosen);
  return decided
    .filter(({ planned }) => planned.type === 'category')
    .map((each) => ({
      ...each.planned,
      parent: each.mentions.find(({ place }) => place.join('.') === PARENT.join('.')),
      isWritten: each.writesShared && isChosen.has(each),
    }));
};

/** What was applied to a document, in the locales in which it is still there. */
const appliedTo = (candidate: Candidate, { states, rows }: Found): Applied[] => {
  const target = targetOf(candidate, states);
  const whole = target === undefined ? [] : (rows.get(target) ?? []);
  return [...candidate.records.values()]
    .map((record) => ({ record, rows: byState(whole, record.targetLocale) }))
    .filter(({ rows: own }) => own.draft || own.published);
};
