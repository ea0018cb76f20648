import { AsyncLocalStorage } from 'node:async_hooks';
import {
  COMPONENT_CATEGORY,
  components,
  contentTypes,
  type Attribute,
  type PublicType,
} from '../../../../content-types';
import { findWhole, type Row, type WriteParams } from '../../model/document-writes';
import { uidOf, type Strapi, type TypeName } from '../../plugin';
import { findRefused, listOf, type Origin } from '../bulk/batch';
import { createInsert } from '../bulk/insert';
import { createModels, type Models } from '../bulk/models';
import { createTraits } from '../bulk/traits';
import { tellOf, type WriteEvent } from './events';
import { createWriting, writeVersions, type Version, type Writing } from './write-versions';

type Data = Record<string, unknown>;

/** What is written in one transaction, and told of after it. */
interface Batch {
  writing: Writing;
  events: WriteEvent[];
  /** Drafts that are to be published, as they were when they were read. */
  drafts: Map<string, Row>;
}

/** A call of the document service whose last step is taken over. */
interface Call {
  batch: Batch;
  uid: string;
  action: 'create' | 'update' | 'publish';
  data: unknown;
  isTaken: boolean;
}

// Once a process, not once a run: Node hands every storage on with every promise, also those that nobody uses any more.
const batches = new AsyncLocalStorage<Batch>();
const calls = new AsyncLocalStorage<Call>();

const draftKey = (documentId: string, locale: unknown): string => `${documentId} ${String(locale)}`;

/** Whether a value of a relation names documents and nothing else, as an import does. */
const namesDocuments = (value: unknown): boolean => listOf(value).every((item) => typeof item === 'string');

/** Whether what stands for files are their ids. */
const namesFiles = (value: unknown): boolean => listOf(value).every((item) => typeof item === 'number');

/** Whether data has the form that an import gives it, which somebody on the way may have changed. */
const isPlain = (models: Models, uid: string, data: Data): boolean => {
  const model = models.of(uid);
  return (
    !findRefused(model, data) &&
    model.relations.every(({ name }) => namesDocuments(data[name])) &&
    model.media.every((name) => namesFiles(data[name])) &&
    model.parts.every(({ name, component }) =>
      listOf(data[name]).every((part) =>
        isPlain(models, component ?? String((part as Data).__component), part as Data)
      )
    )
  );
};

/** What every type has, and what Strapi's review workflows add. */
const ADDED_BY_STRAPI =
  /^(?:id|documentId|(?:created|updated|published)At|(?:created|updated)By|locale|localizations|strapi_.+)$/;

/**
 * Whether a type and all its components are registered as the plugin ships them. A site's own version may have rules
 * that only Strapi knows.
 */
const isAsShipped = (strapi: Strapi, uid: string, shipped: Record<string, Attribute>): boolean => {
  const { attributes } = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  return Object.entries(attributes as Record<string, Attribute>).every(([name, registered]) => {
    const attribute = Object.hasOwn(shipped, name) ? shipped[name] : undefined;
    if (!attribute) return ADDED_BY_STRAPI.test(name);
    // Strapi puts its own type in the place of a custom field's.
    return JSON.stringify({ ...attribute, type: '' }) === JSON.stringify({ ...registered, type: '' });
  });
};

/**
 * Writes new documents of an import in a fraction of the time that Strapi's document service takes, for whoever watches
 * in the same way: every document middleware, lifecycle, event and webhook hears of every write.
 *
 * The documents are written through `strapi.documents()`. Middlewares run; at the end of their row this one stands,
 * writes the rows itself (see `writeVersions`), and leaves out what an import has no need of: the rules have been
 * checked, relations have been looked up, and nothing that is new has to be compared with what was there before.
 * Strapi's own way is taken for whatever is not a new document as files bring it: other data than the import handed in,
 * and types and components that the site has made its own.
 */
export const createDirectWrites = (strapi: Strapi) => {
  const models = createModels(strapi);
  const traitsOf = createTraits(strapi);
  let shipped: boolean | undefined;

  const isAllAsShipped = (): boolean => {
    shipped ??=
      Object.entries(contentTypes).every(([name, { attributes }]) =>
        isAsShipped(strapi, uidOf(name as TypeName), attributes)
      ) &&
      Object.entries(components).every(([name, { attributes }]) =>
        isAsShipped(strapi, `${COMPONENT_CATEGORY}.${name}`, attributes)
      );
    return shipped;
  };

  const originOf = async (uid: string, locale: string | null, state: 'draft' | 'published') => {
    const { drafts, targetLocale } = await traitsOf(uid);
    const states: Origin['states'] = drafts ? [state] : ['draft', 'published'];
    return { locale: targetLocale ?? locale, states };
  };

  const write = async (batch: Batch, name: WriteEvent['name'], versions: Version[]): Promise<Data[]> => {
    const rows = await writeVersions(batch.writing, versions);
    rows.forEach((row, index) => {
      batch.events.push({ name, uid: versions[index]!.uid, id: Number(row.id) });
    });
    return rows;
  };

  /** A document in its first locale, or one more locale of it. */
  const create = async (
    { batch, uid }: Call,
    { data, locale, documentId }: WriteParams
  ): Promise<Data | undefined> => {
    if (typeof locale !== 'string' || !data || !isPlain(models, uid, data)) return undefined;
    const { localised, drafts } = await traitsOf(uid);
    const own = {
      ...(documentId === undefined ? {} : { documentId }),
      publishedAt: drafts ? null : new Date(),
      ...(localised ? { locale } : {}),
    };
    const origin = await originOf(uid, localised ? locale : null, 'draft');
    const [row] = await write(batch, 'entry.create', [{ uid, data: { ...data, ...own }, origin }]);
    return row;
  };

  const publish = async ({ batch, uid }: Call, { documentId, locale }: WriteParams) => {
    const locales = listOf(locale);
    const query = strapi.db.query(uid);
    const current = (await query.findMany({
      where: { documentId, locale: { $in: locales } },
      select: ['id', 'locale', 'updatedAt', 'publishedAt'],
    })) as Pick<Row, 'id' | 'locale' | 'publishedAt' | 'updatedAt'>[];
    // What was read before anything was published must still be what is there.
    const drafts = current.flatMap(({ id, locale: own, updatedAt }) => {
      const draft = batch.drafts.get(draftKey(String(documentId), own));
      return draft?.id === id && draft.updatedAt === updatedAt ? [draft] : [];
    });
    if (drafts.length !== locales.length || current.length !== drafts.length) return undefined;
    const versions: Version[] = [];
    for (const draft of drafts) {
      const origin = await originOf(uid, draft.locale, 'published');
      versions.push({ uid, data: { ...draft, publishedAt: new Date() }, origin });
    }
    return { documentId, entries: await write(batch, 'entry.publish', versions) };
  };

  const perform = async <Result>(
    call: Omit<Call, 'batch' | 'isTaken'>,
    run: () => Promise<Result>
  ): Promise<Result> => {
    const batch = batches.getStore();
    const { firstPublication } = await traitsOf(call.uid);
    const isStrapis =
      !batch ||
      firstPublication ||
      strapi.config.get('api.documents.strictRelations') === true ||
      !isAllAsShipped();
    return isStrapis ? run() : calls.run({ ...call, batch, isTaken: false }, run);
  };

  return {
    /** Takes its place behind all document middlewares that there are now, until the function that it returns is called. */
    install: (): (() => void) => {
      // What somebody registers during the run stands behind it and does not hear of the run's new documents.
      const remove: unknown = strapi.documents.use(async (context, next) => {
        const call = calls.getStore();
        const params = context.params as WriteParams;
        const isMeant =
          call &&
          !call.isTaken &&
          call.uid === context.uid &&
          call.action === context.action &&
          call.data === params.data &&
          params.populate === undefined &&
          params.fields === undefined;
        if (!isMeant) return next();
        // What a lifecycle writes on the way is none of the import's.
        call.isTaken = true;
        const written = call.action === 'publish' ? await publish(call, params) : await create(call, params);
        return (written ?? next()) as ReturnType<typeof next>;
      });
      return () => {
        // Strapi's types say that it gives back the service. Left where it is, it would let everything pass.
        if (typeof remove === 'function') remove();
      };
    },

    /** Runs writes in one transaction. When it is over, Strapi's events tell of them. */
    inTransaction: async (run: () => Promise<void>): Promise<void> => {
      const events: WriteEvent[] = [];
      await strapi.db.transaction(({ trx }) => {
        const writing = createWriting(strapi, trx, models, createInsert(strapi, trx));
        return batches.run({ writing, events, drafts: new Map() }, run);
      });
      try {
        await tellOf(strapi, events);
      } catch (error) {
        // Whoever listens cannot undo what is written.
        strapi.log.error(`[career-field] An event could not be told: ${(error as Error).message}`);
      }
    },

    /** Creates a document, or a locale that it does not have yet, by a call of the document service. */
    create: <Result>(
      type: PublicType,
      action: 'create' | 'update',
      data: Data,
      run: () => Promise<Result>
    ): Promise<Result> => perform({ uid: uidOf(type), action, data }, run),

    /** Reads drafts together that are about to be published for the first time. */
    readDrafts: async (type: PublicType, documents: string[]): Promise<void> => {
      const batch = batches.getStore();
      if (!batch || documents.length === 0) return;
      const where = { documentId: { $in: documents }, publishedAt: null };
      for (const row of await findWhole(strapi, type, where)) {
        batch.drafts.set(draftKey(row.documentId, row.locale), row);
      }
    },

    /** Publishes locales of a document that have not been published yet, by a call of the document service. */
    publish: <Result>(type: PublicType, run: () => Promise<Result>): Promise<Result> =>
      perform({ uid: uidOf(type), action: 'publish', data: undefined }, run),
  };
};

export type DirectWrites = ReturnType<typeof createDirectWrites>;
