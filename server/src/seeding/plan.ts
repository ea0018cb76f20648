import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import type { Row } from '../model/document-writes';
import { uidOf, type Strapi } from '../plugin';
import { createValidator, findChangedAnchors } from '../validation';
import { translate } from '../validation/language';
import { checkDocument } from './check';
import { contentHashes } from './content-hash';
import { decide, type Situation } from './decide';
import { createDifferences } from './differences';
import { documentId, type SeedDocument, type SeedFault } from './document';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  fingerprintOf,
  stampOf,
  type LocaleRows,
  type RowState,
} from './fingerprint';
import type { Images } from './images';
import { byName } from './keys';
import type { MarkdownConverter } from './markdown';
import { findCategoryCycles, findUnknownMentions, type Mentioning } from './mentions';
import { unknownName } from './parse';
import { prepareDocument, type Mention, type PreparedDocument } from './prepare';
import { findRecords, UNFINISHED, type SeedRecord } from './records';
import type { FieldChange, PlanItem, Progress } from './report';
import type { Source } from './source';

/** What a run works with. */
export interface RunContext {
  strapi: Strapi;
  source: Source;
  images: Images;
  markdown: MarkdownConverter;
}

export interface PlanOptions {
  force: boolean;
  /** Only these locales; all if empty. */
  locales: string[];
  /** Only these keys; all if empty. */
  only: string[];
  /** Look at every file as if it were new, whatever was applied before. */
  checkAll: boolean;
  onProgress: (progress: Progress) => void;
}

/** One locale of a document that has something to be done. */
export interface PlannedLocale {
  locale: string;
  /** Write the content; else only remember that it is what the site has. */
  writes: boolean;
  /** What the file says, as a hash. */
  hash: string;
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
  /** Locales that are as a file left them and stay so, but for what all locales share. */
  untouched: { locale: string; fileHash: string }[];
}

export interface Plan {
  items: PlanItem[];
  /** The documents of the files that the site has, by their ids: what others point at. */
  targets: Map<string, string>;
  faults: SeedFault[];
  skippedLocales: string[];
  work: PlannedDocument[];
  /** How many documents were read. */
  documents: number;
}

/** Documents that are compared with the database in one go. */
const CHUNK = 200;

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
}

/** A document that was looked at. */
interface Decided {
  planned: PlannedDocument;
  items: PlanItem[];
  mentions: Mention[];
}

/** What the database has of some documents of one type. */
interface Found {
  states: Map<string, RowState[]>;
  rows: Map<string, Row[]>;
  /** The document that has an address, by locale and slug. */
  bySlug: Map<string, string>;
}

const siteLocales = async (strapi: Strapi): Promise<Set<string>> => {
  const locales = (await strapi.plugin('i18n').service('locales').find()) as { code: string }[];
  return new Set(locales.map(({ code }) => code));
};

const knownLocales = (strapi: Strapi): Set<string> => {
  const locales = strapi.plugin('i18n').service('iso-locales').getIsoLocales() as { code: string }[];
  return new Set(locales.map(({ code }) => code));
};

const keyOf = (id: string): string => id.slice(id.indexOf(':') + 1);

const slugOf = (attributes: Record<string, unknown> | undefined): string | undefined =>
  typeof attributes?.slug === 'string' && attributes.slug !== '' ? attributes.slug : undefined;

const byPlace = (one: SeedFault, other: SeedFault): number =>
  byName(one.file, other.file) || one.line - other.line || one.column - other.column;

/**
 * Compares three things, for each document and locale: what was applied last time, what is in the database now, and
 * what the file says. Nothing is written.
 *
 * Documents are looked at some at a time and let go of again, so that memory does not grow with them.
 */
export const createPlan = async (context: RunContext, options: PlanOptions): Promise<Plan> => {
  const { strapi, source, images, markdown } = context;
  const findFaults = createValidator(strapi);
  const differences = createDifferences(strapi, markdown, images);
  const locales = await siteLocales(strapi);
  const isoLocales = knownLocales(strapi);
  const skipped = new Set<string>();
  const faults: SeedFault[] = [];
  /** The file of each document, and of each address. */
  const files = new Map<string, string>();
  const addresses = new Map<string, string>();
  const categories: Mentioning[] = [];
  const decided: Decided[] = [];

  const wantedLocales = ({ file, locales: written, positionOf }: SeedDocument): string[] =>
    Object.keys(written).filter((locale) => {
      if (!locales.has(locale) && !isoLocales.has(locale)) {
        const position = positionOf(['locales', locale]);
        const message = `Strapi knows no such locale. ${unknownName(locale, [...locales].sort())}`;
        faults.push({ file, ...position, path: `locales.${locale}`, message });
        return false;
      }
      if (options.locales.length > 0 && !options.locales.includes(locale)) return false;
      if (!locales.has(locale)) skipped.add(locale);
      return locales.has(locale);
    });

  const lookAt = async (document: SeedDocument): Promise<Candidate | undefined> => {
    const { type, key, file } = document;
    const id = documentId(type, key);
    const other = files.get(id);
    if (other !== undefined) {
      const message = `The file ${other} has the same type and key.`;
      faults.push({ file, ...document.positionOf(['key']), path: 'key', message });
      return undefined;
    }
    files.set(id, file);
    claimAddresses(document);
    noteParent(document, id);
    return {
      document,
      id,
      hashes: await contentHashes(strapi, document, images, source.folder),
      locales: wantedLocales(document),
      records: new Map(),
      prepared: undefined,
    };
  };

  /** Files are held against each other as they are written: a document that has not changed counts as well. */
  const claimAddresses = ({ type, file, locales: own, draft, positionOf }: SeedDocument): void => {
    const places = [
      ...Object.entries(own).map(([locale, each]) => ({ locale, each, above: [] as string[] })),
      ...Object.entries(draft.locales).map(([locale, each]) => ({ locale, each, above: ['draft'] })),
    ];
    for (const { locale, each, above } of places) {
      const slug = slugOf(each);
      if (slug === undefined) continue;
      const address = `${type} ${locale} ${slug}`;
      const other = addresses.get(address);
      addresses.set(address, file);
      if (other === undefined || other === file) continue;
      const place = [...above, 'locales', locale, 'slug'];
      const message = `The file ${other} has the same address "${slug}".`;
      faults.push({ file, ...positionOf(place), path: place.join('.'), message });
    }
  };

  const noteParent = ({ type, file, shared, positionOf }: SeedDocument, id: string): void => {
    if (type !== 'category' || typeof shared.parent !== 'string') return;
    const key = shared.parent;
    const place = ['shared', 'parent'];
    const parent: Mention = {
      id: documentId(type, key),
      target: type,
      key,
      place,
      position: positionOf(place),
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
    // The rules would only say in other words that what could not be read is missing.
    faults.push(...(found.length > 0 ? found : await checkDocument(findFaults, document, prepared)));
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

  const decideOne = (candidate: Candidate, { states, rows, bySlug }: Found): Decided => {
    const { document, id, hashes, records, prepared } = candidate;
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
        isEdited:
          record !== undefined && own !== undefined && fingerprintOf(type, own) !== record.contentHash,
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
      planned.push({ locale, writes, hash: hashes[locale]!, stamp });
    }
    // A document that somebody made by hand is theirs as a whole: it gets no translations that nobody asked for.
    if (records.size === 0 && !options.force && items.some(({ reason }) => reason === 'made-by-hand')) {
      for (const item of items.filter(({ outcome }) => outcome === 'create')) {
        Object.assign(item, { outcome: 'kept', reason: 'made-by-hand' } satisfies Partial<PlanItem>);
      }
      planned.splice(0, planned.length, ...planned.filter(({ writes }) => !writes));
    }
    const untouched = [...records.values()].filter(({ targetLocale, contentHash }) => {
      const own = rowsIn(target, targetLocale);
      const isPlanned = planned.some(({ locale }) => locale === targetLocale);
      return own !== undefined && !isPlanned && fingerprintOf(type, own) === contentHash;
    });
    const mentions = prepared?.mentions ?? [];
    return {
      planned: {
        id,
        type,
        file,
        target,
        pointsAt: [...new Set(mentions.map((mention) => mention.id))],
        locales: planned,
        untouched: untouched.map(({ targetLocale: locale, fileHash }) => ({ locale, fileHash })),
      },
      items,
      mentions,
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
    };
    const open: Candidate[] = [];
    for (const candidate of candidates) {
      if (!options.checkAll && isSettled(candidate, found)) continue;
      await prepare(candidate);
      open.push(candidate);
    }
    if (open.length > 0) {
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
    for (const { id } of candidates) decided.push(results.get(id)!);
  };

  let chunk: Candidate[] = [];
  let documents = 0;
  for await (const reading of source.read()) {
    if ('fault' in reading) {
      faults.push(reading.fault);
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
  faults.push(...(await findUnknownMentions(strapi, mentioning, new Set(files.keys()))));
  faults.push(...findCategoryCycles(categories));
  const chosen = choose(decided, options.only);
  faults.push(...findUnknownWishes(decided, options.only));
  const isLeftOut = new Set(files.values());
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
    faults: faults.filter(({ file }) => options.only.length === 0 || !isLeftOut.has(file)).sort(byPlace),
    skippedLocales: [...skipped].sort(),
    work: chosen.map(({ planned }) => planned).filter((planned) => planned.locales.length > 0),
    documents,
  };
};

/** The document that a file's records name, as far as it is still there in any locale. */
const targetOf = ({ records }: Candidate, states: Map<string, RowState[]>): string | undefined =>
  [...records.values()].map(({ targetDocument }) => targetDocument).find((target) => states.has(target));

const isWished = (only: string[], id: string): boolean => only.includes(id) || only.includes(keyOf(id));

/**
 * The documents that are wished for, and what they point at that the site has not got yet, and so on: without it, they
 * would come in with holes.
 */
const choose = (decided: Decided[], only: string[]): Decided[] => {
  if (only.length === 0) return decided;
  const byId = new Map(decided.map((each) => [each.planned.id, each]));
  const chosen = new Set(decided.filter(({ planned }) => isWished(only, planned.id)));
  for (const { mentions } of chosen) {
    for (const { id } of mentions) {
      const other = byId.get(id);
      if (other && other.items.some(({ outcome }) => outcome === 'create')) chosen.add(other);
    }
  }
  return decided.filter((each) => chosen.has(each));
};

const findUnknownWishes = (decided: Decided[], only: string[]): SeedFault[] =>
  only
    .filter((wish) => !decided.some(({ planned }) => isWished([wish], planned.id)))
    .map((wish) => {
      const known = decided.map(({ planned }) => keyOf(planned.id));
      const hint = known.length > 0 ? `${unknownName(wish, known)}` : '';
      return { file: '', line: 1, column: 1, path: '', message: `No document has this key. ${hint}`.trim() };
    });
