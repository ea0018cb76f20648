import fc from 'fast-check';
import { signInAsAdministrator } from '../support/administrator';
import { createToken } from '../support/permissions';
import {
  carryOut,
  histories,
  LOCALES,
  TARGETS,
  type Kind,
  type Locale,
  type Site as HistorySite,
} from '../support/shared-relation-histories';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** Histories in all, a quarter of them for each relation. `npm run test:property` sets it to 300. */
const RUNS = Number(process.env.SHARED_RELATIONS_RUNS ?? 16);

let site: Site;
let running: RunningSite;
let token: string;
let administrator: string;
let base: string;
let count = 0;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  token = await createToken(running.strapi, 'full-access');
  administrator = await signInAsAdministrator(running);
  const created = await documents('category').create({ locale: 'de', data: { name: 'Base', slug: 'base' } });
  base = created.documentId;
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const documents = (type: string) => running.strapi.documents(uid(type));
const locales = () => running.strapi.plugin('i18n').service('locales');

const addLocale = async (code: string): Promise<void> => {
  if (!(await locales().findByCode(code))) await locales().create({ code, name: code });
  await documents('category').update({
    documentId: base,
    locale: code,
    data: { name: 'Base', slug: 'base' },
  });
};

interface Subject extends Kind {
  type: string;
  relation: string;
  target: string;
}

const NAMES: Record<string, string> = { article: 'title', category: 'name', employer: 'name' };
const PLURALS: Record<string, string> = {
  article: 'articles',
  category: 'categories',
  employer: 'employers',
};
const TEXTS: Record<string, string> = { article: 'lead', category: 'description', employer: 'description' };

/** What of a type can always be published, unless its category is what is tested. */
const content = (type: string, slug: string): Record<string, unknown> => ({
  [NAMES[type]!]: slug,
  slug,
  [TEXTS[type]!]: 'A text.',
});

interface Row {
  id: number;
  documentId: string;
  locale: string;
  publishedAt: string | null;
}

/** Carries out histories in Strapi. */
const createHistorySite = ({
  type,
  relation,
  target,
  ...kind
}: Subject): HistorySite & { clear: () => Promise<void> } => {
  count += 1;
  const name = `history-${count}`;
  const targets: (string | undefined)[] = Array.from({ length: TARGETS });
  let document: string | undefined;
  let texts = 0;

  const findRow = async (
    of: string,
    documentId: string,
    where: string,
    published: boolean,
    hasDrafts: boolean
  ) =>
    (await running.strapi.db.query(uid(of)).findOne({
      where: {
        documentId,
        locale: where,
        ...(hasDrafts ? { publishedAt: published ? { $notNull: true } : { $null: true } } : {}),
      },
      populate: of === type ? { [relation]: true } : [],
    })) as (Row & Record<string, Row | Row[] | null>) | null;

  const named = async (list: number[], form: number, where: Locale): Promise<unknown[]> =>
    Promise.all(
      list.map(async (each) => {
        const documentId = targets[each]!;
        if (form === 0) return documentId;
        if (form === 1) return { documentId };
        const row = await findRow(target, documentId, where, false, kind.targetHasDrafts);
        return { id: row!.id };
      })
    );

  const valueOf = async (
    { how, form }: Parameters<HistorySite['save']>[1],
    list: number[],
    where: Locale
  ): Promise<unknown> => {
    switch (how) {
      case 'add':
        return { connect: await named(list, form, where) };
      case 'remove':
        return { disconnect: await named(list, form, where) };
      case 'set':
        return form === 1 ? { set: await named(list, 1, where) } : named(list, form, where);
      case 'clear':
        if (form > 0) return { set: [] };
        return kind.isSingle ? null : [];
      default:
        return { connect: [], disconnect: [] };
    }
  };

  const update = async (data: Record<string, unknown>, where: Locale, path: string): Promise<void> => {
    const documentId = document!;
    if (path === 'documents') {
      await documents(type).update({ documentId, locale: where, data });
      return;
    }
    const response =
      path === 'admin'
        ? await running.request
            .put(`/content-manager/collection-types/${uid(type)}/${documentId}?locale=${where}`)
            .set('Authorization', administrator)
            .send(data)
        : await running.request
            .put(`/api/career-field/${PLURALS[type]}/${documentId}?locale=${where}&status=draft`)
            .set('Authorization', token)
            .send({ data });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${response.text}`);
  };

  const isThere = async (where: Locale): Promise<boolean> =>
    document !== undefined && (await findRow(type, document, where, false, kind.hasDrafts)) !== null;

  const deleteAll = async (of: string, documentId: string | undefined): Promise<void> => {
    if (documentId) await documents(of).delete({ documentId, locale: '*' });
  };

  return {
    needsTarget: type === 'article' && relation === 'category',

    async save(where, save, list) {
      const data: Record<string, unknown> = {};
      if (save.how !== 'text') data[relation] = await valueOf(save, list, where);
      texts += 1;
      if (await isThere(where)) data[TEXTS[type]!] = `Text ${texts}.`;
      else Object.assign(data, content(type, name));
      if (type === 'article' && relation !== 'category') data.category = base;
      if (document) return update(data, where, save.path);
      const created = await documents(type).create({ locale: where, data });
      document = created.documentId;
    },
    async publish(where) {
      await documents(type).publish!({ documentId: document!, locale: where });
    },
    async discard(where) {
      await documents(type).discardDraft!({ documentId: document!, locale: where });
    },
    async unpublish(where) {
      await documents(type).unpublish!({ documentId: document!, locale: where });
    },
    async removeTranslation(where) {
      await documents(type).delete({ documentId: document!, locale: where });
    },
    async clone() {
      texts += 1;
      const data = { slug: `${name}-copy-${texts}` };
      const copy = await documents(type).clone({ documentId: document!, locale: '*', data });
      await deleteAll(type, document);
      document = copy!.documentId;
    },
    addLocale,
    async removeLocale(where) {
      await locales().delete({ id: (await locales().findByCode(where)).id });
      for (const [index, documentId] of targets.entries()) {
        if (!documentId) continue;
        const left = await running.strapi.db.query(uid(target)).count({ where: { documentId } });
        if (left === 0) targets[index] = undefined;
      }
    },
    async target(each, how, where) {
      const documentId = targets[each];
      if (how === 'write') {
        const data = content(target, `${name}-target-${each}`);
        if (target === 'article') data.category = base;
        if (documentId) await documents(target).update({ documentId, locale: where, data });
        else targets[each] = (await documents(target).create({ locale: where, data })).documentId;
        return;
      }
      const params = { documentId: documentId!, locale: where };
      if (how === 'publish') await documents(target).publish!(params);
      else if (how === 'unpublish') await documents(target).unpublish!(params);
      else if (how === 'discard') await documents(target).discardDraft!(params);
      else {
        await documents(target).delete(params);
        const left = await running.strapi.db.query(uid(target)).count({ where: { documentId } });
        if (left === 0) targets[each] = undefined;
      }
    },
    async read(where, state) {
      const row = await findRow(type, document!, where, state === 'published', kind.hasDrafts);
      const shown = [row![relation] ?? []].flat() as Row[];
      return shown.map((one) => {
        const isPublished = one.publishedAt !== null;
        if (one.locale !== where || (kind.targetHasDrafts && isPublished !== (state === 'published'))) {
          throw new Error(`A ${state} row in ${where} leads to another locale or state.`);
        }
        return targets.indexOf(one.documentId);
      });
    },
    async clear() {
      await deleteAll(type, document);
      for (const documentId of targets) await deleteAll(target, documentId);
    },
  };
};

const subjects: [string, Subject][] = [
  ['article.category', ['article', 'category', 'category', true, true, false]],
  ['article.related', ['article', 'related', 'article', false, true, true]],
  ['category.parent', ['category', 'parent', 'category', true, false, false]],
  ['employer.categories', ['employer', 'categories', 'category', false, false, false]],
].map(([title, given]) => {
  const [type, relation, target, isSingle, hasDrafts, targetHasDrafts] = given as [
    string,
    string,
    string,
    boolean,
    boolean,
    boolean,
  ];
  return [title as string, { type, relation, target, isSingle, hasDrafts, targetHasDrafts }];
});

it.each(subjects)(
  '%s loses nothing in random histories of saves, targets and locales',
  async (_name, subject) => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        for (const code of LOCALES) await addLocale(code);
        const historySite = createHistorySite(subject);
        try {
          await carryOut(subject, historySite, history);
        } finally {
          await historySite.clear();
        }
      }),
      // A failure is shown as it was found: every attempt to shorten it would be a history of its own.
      { numRuns: Math.ceil(RUNS / subjects.length), endOnFailure: true }
    );
  }
);
