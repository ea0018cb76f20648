import type { PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { checkDocuments } from './check';
import { SeedFilesError, type SeedFault } from './document';
import { fingerprint, hashOf } from './fingerprint';
import { uploadImage } from './images';
import { imagesIn, prepareDocuments, referencesIn, resolveContent, type PreparedDocument } from './prepare';
import { readSeedFiles } from './read';

/**
 * What became of one document in one locale.
 *
 * - `create`, `update`: written; `unchanged`: nothing to do
 * - `kept`: an editor has changed it, or had an entry with this address already; left alone
 * - `gone`: an editor has deleted it; not brought back
 */
export type Outcome = 'create' | 'update' | 'unchanged' | 'kept' | 'gone';

export interface SeedResult {
  /** `article:backend` */
  id: string;
  locale: string;
  outcome: Outcome;
}

export interface SeedReport {
  results: SeedResult[];
  /** Locales that the files have and the site has not. */
  skippedLocales: string[];
}

interface SeedRecord {
  id: number;
  key: string;
  targetLocale: string;
  targetDocument: string;
  fileHash: string;
  contentHash: string;
}

/** In `fileHash` while a document is being written: the next run takes it up again. */
const UNFINISHED = 'unfinished';

/** One locale of one document. */
interface Step extends SeedResult {
  document: PreparedDocument;
  record: SeedRecord | undefined;
}

const siteLocales = async (strapi: Strapi): Promise<Set<string>> => {
  const locales = (await strapi.plugin('i18n').service('locales').find()) as { code: string }[];
  return new Set(locales.map(({ code }) => code));
};

/** Vocabulary before what points at it, and parents before children; a cycle is entered anywhere. */
const inOrder = (documents: PreparedDocument[]): PreparedDocument[] => {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const ordered = new Set<PreparedDocument>();
  const visiting = new Set<PreparedDocument>();
  const visit = (document: PreparedDocument): void => {
    if (ordered.has(document) || visiting.has(document)) return;
    visiting.add(document);
    for (const id of referencesIn(document.content)) {
      const target = byId.get(id);
      if (target) visit(target);
    }
    visiting.delete(document);
    ordered.add(document);
  };
  documents.forEach(visit);
  return [...ordered];
};

/**
 * Brings the documents of a folder into the site.
 *
 * Every file is read and checked before anything is written. What an editor has changed or deleted is left alone:
 * each run compares what it applied last with what is in the database now and with what the file says. Nothing is
 * made twice, however often it runs, and a run that was interrupted is finished by the next one.
 *
 * @param folder an absolute path
 * @throws SeedFilesError naming every fault with its file and line; nothing is written then
 */
export const seed = async (strapi: Strapi, folder: string): Promise<SeedReport> => {
  const refuse = (faults: SeedFault[]): void => {
    if (faults.length > 0) throw new SeedFilesError(faults);
  };
  // One stage after the other: a file that cannot be read would be missed by every document that points at it.
  const { documents, faults: unreadable } = await readSeedFiles(folder);
  refuse(unreadable);
  const { prepared, faults: unknown } = await prepareDocuments(strapi, folder, documents);
  refuse(unknown);
  refuse(await checkDocuments(strapi, prepared));

  const ordered = inOrder(prepared);
  const locales = await siteLocales(strapi);
  const records = new Map(
    ((await strapi.db.query(uidOf('seed-record')).findMany({})) as SeedRecord[]).map((record) => [
      `${record.key} ${record.targetLocale}`,
      record,
    ])
  );
  /** The row of each document in the site, as far as it is there. */
  const rows = new Map<string, string>();
  const files = new Map<string, number>();

  const query = (type: PublicType) => strapi.db.query(uidOf(type));

  const findDocument = async (
    type: PublicType,
    where: Record<string, unknown>
  ): Promise<string | undefined> => {
    const row = (await query(type).findOne({ where, select: ['documentId'] })) as {
      documentId: string;
    } | null;
    return row?.documentId;
  };

  const decide = async (document: PreparedDocument, locale: string): Promise<Step> => {
    const { id, type, content } = document;
    const record = records.get(`${id} ${locale}`);
    const step = (outcome: Outcome): Step => ({ id, locale, outcome, document, record });
    if (record) {
      const present = await findDocument(type, { documentId: record.targetDocument, locale });
      if (!present) return step('gone');
      rows.set(id, present);
      const now = await fingerprint(strapi, type, present, locale);
      if (now !== record.contentHash) return step('kept');
      return step(record.fileHash === hashOf(content[locale]) ? 'unchanged' : 'update');
    }
    const known = rows.get(id);
    // Deleted in every language that was brought in: a language that a new release adds must not bring it back.
    if (!known && [...records.values()].some(({ key }) => key === id)) return step('gone');
    // An entry that somebody made by hand: it is what the other documents mean, but it is not ours to change.
    const slug = content[locale]?.slug;
    const present =
      (known && (await findDocument(type, { documentId: known, locale }))) ??
      // A draft may have no address yet; nothing is meant by that.
      (typeof slug === 'string' ? await findDocument(type, { slug, locale }) : undefined);
    if (present) {
      if (!known) rows.set(id, present);
      return step('kept');
    }
    return step('create');
  };

  const steps: Step[] = [];
  for (const document of ordered) {
    const siblings = [...records.values()].filter(({ key }) => key === document.id);
    for (const { targetDocument } of siblings) {
      const present = await findDocument(document.type, { documentId: targetDocument });
      if (present) rows.set(document.id, present);
    }
    for (const locale of Object.keys(document.content).filter((code) => locales.has(code))) {
      steps.push(await decide(document, locale));
    }
  }
  const writes = steps.filter(({ outcome }) => outcome === 'create' || outcome === 'update');

  for (const { document, locale } of writes) {
    for (const file of imagesIn(document.content[locale])) {
      if (!files.has(file)) files.set(file, await uploadImage(strapi, file));
    }
  }

  const remember = async (step: Step, fileHash: string): Promise<void> => {
    const { id, locale, document } = step;
    const targetDocument = rows.get(id)!;
    const data = {
      key: id,
      targetLocale: locale,
      targetDocument,
      fileHash,
      contentHash: await fingerprint(strapi, document.type, targetDocument, locale),
    };
    const records = strapi.db.query(uidOf('seed-record'));
    step.record = (
      step.record
        ? await records.update({ where: { id: step.record.id }, data })
        : await records.create({ data })
    ) as SeedRecord;
  };

  /** What is missing in a locale cannot be pointed at from it. */
  const available = async (ids: string[], locale: string): Promise<Set<string>> => {
    const found = new Set<string>();
    for (const id of new Set(ids)) {
      const row = rows.get(id);
      const type = id.split(':')[0] as PublicType;
      if (row && (await findDocument(type, { documentId: row, locale }))) found.add(id);
    }
    return found;
  };

  const write = async (step: Step): Promise<void> => {
    const { document, locale, id } = step;
    const content = document.content[locale]!;
    const there = await available(referencesIn(content), locale);
    const data = resolveContent(
      content,
      (reference) => (there.has(reference) ? rows.get(reference) : undefined),
      (file) => files.get(file)
    ) as Record<string, unknown>;
    await strapi.db.transaction(async () => {
      const service = strapi.documents(uidOf(document.type));
      const known = rows.get(id);
      const written = (
        known
          ? await service.update({ documentId: known, locale, data })
          : await service.create({ locale, data })
      ) as { documentId: string };
      rows.set(id, written.documentId);
      await remember(step, UNFINISHED);
    });
  };

  const publish = async (step: Step): Promise<void> => {
    const { document, locale, id } = step;
    await strapi.db.transaction(async () => {
      await strapi.documents(uidOf(document.type)).publish!({ documentId: rows.get(id)!, locale });
      await remember(step, UNFINISHED);
    });
  };

  for (const step of writes) await write(step);

  // Articles may point at each other in a circle: one of them was written before the other was there, and one was
  // published before the other was, which loses the relation for good (strapi#25361). So both are done once more.
  const position = new Map(ordered.map((document, index) => [document.id, index]));
  const pointsAhead = ({ document, locale }: Step): boolean =>
    referencesIn(document.content[locale]).some(
      (id) => (position.get(id) ?? -1) >= (position.get(document.id) ?? 0)
    );
  const circular = writes.filter(pointsAhead);
  for (const step of circular) await write(step);

  const toPublish = writes.filter(({ document }) => document.published && hasDrafts(document.type));
  for (const step of toPublish) await publish(step);
  for (const step of toPublish.filter(pointsAhead)) await publish(step);

  for (const step of writes) await remember(step, hashOf(step.document.content[step.locale]));

  const wanted = new Set(prepared.flatMap(({ content }) => Object.keys(content)));
  return {
    results: steps.map(({ id, locale, outcome }) => ({ id, locale, outcome })),
    skippedLocales: [...wanted].filter((locale) => !locales.has(locale)).sort(),
  };
};

/** The report in a few lines for a log or a terminal. */
export const describeReport = ({ results, skippedLocales }: SeedReport): string[] => {
  const count = (outcome: Outcome): number => results.filter((result) => result.outcome === outcome).length;
  const explained: [Outcome, string][] = [
    ['kept', 'kept: changed or made by an editor'],
    ['gone', 'gone: deleted by an editor, not brought back'],
  ];
  return [
    `${count('create')} created, ${count('update')} updated, ${count('unchanged')} unchanged, ` +
      `${count('kept')} kept, ${count('gone')} gone`,
    ...explained.flatMap(([outcome, label]) => {
      const named = results.filter((result) => result.outcome === outcome);
      return named.length === 0
        ? []
        : [`${label}: ${named.map(({ id, locale }) => `${id} (${locale})`).join(', ')}`];
    }),
    ...(skippedLocales.length > 0
      ? [`skipped, because this site does not have the locale: ${skippedLocales.join(', ')}`]
      : []),
  ];
};
