import type { Attributes } from '../../documents/document';
import { isObject } from '../../documents/attributes';
import { ImageFile, Reference, TextImage } from '../../documents/prepare';
import type { WriteContext } from '../apply/work';
import type { PlannedDocument } from '../plan';
import type { PreparedLocales, Spool } from '../spool';

/** Documents of each type among which published ones are looked for. */
const SEARCHED = 50;

/** Documents of a sample. References to more are left out of it. */
const MOST = 20;

/** What a sample has one document of, for each type. */
const kindOf = ({ spool }: WriteContext, { id, type, target }: PlannedDocument): string => {
  const isPublished = Object.values(spool.take(id)).some(({ published }) => published);
  return `${type} ${target === undefined ? 'new' : 'update'} ${isPublished ? 'published' : 'draft'}`;
};

/** Returns the first document of each type and kind, and the documents that they reference, as far as they fit. */
export const chooseSample = (context: WriteContext, work: PlannedDocument[]): PlannedDocument[] => {
  const byId = new Map(work.map((planned) => [planned.id, planned]));
  const kinds = new Map<string, PlannedDocument>();
  const searched = new Map<string, number>();
  for (const planned of work) {
    const count = (searched.get(planned.type) ?? 0) + 1;
    searched.set(planned.type, count);
    if (count > SEARCHED) continue;
    const kind = kindOf(context, planned);
    if (!kinds.has(kind)) kinds.set(kind, planned);
  }
  const sample = new Set(kinds.values());
  for (const { referencedIds } of sample) {
    // Vocabulary first: a published guide needs its category.
    const references = referencedIds
      .flatMap((id) => byId.get(id) ?? [])
      .toSorted((one, other) => Number(one.type === 'article') - Number(other.type === 'article'));
    for (const planned of references) if (sample.size < MOST) sample.add(planned);
  }
  return [...sample];
};

/** Leaves out references, and with each the component that holds it; undefined if nothing remains. */
const withoutReferences = (value: unknown, keeps: (id: string) => boolean): unknown => {
  if (value instanceof Reference) return keeps(value.id) ? value : undefined;
  if (value instanceof ImageFile || value instanceof TextImage) return value;
  if (Array.isArray(value)) {
    return value.map((item) => withoutReferences(item, keeps)).filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  if (Object.values(value).some((item) => item instanceof Reference && !keeps(item.id))) return undefined;
  return keepReferences(value, keeps);
};

const keepReferences = (content: Attributes, keeps: (id: string) => boolean): Attributes =>
  Object.fromEntries(
    Object.entries(content)
      .map(([name, value]) => [name, withoutReferences(value, keeps)] as const)
      .filter(([, value]) => value !== undefined)
  );

/** Returns a spool whose documents only reference some documents. */
export const limitReferences = (spool: Spool, keeps: (id: string) => boolean): Spool => ({
  put: (id, locales) => spool.put(id, locales),
  close: () => spool.close(),
  take: (id): PreparedLocales =>
    Object.fromEntries(
      Object.entries(spool.take(id)).map(([locale, prepared]) => [
        locale,
        {
          ...prepared,
          content: keepReferences(prepared.content, keeps),
          ...(prepared.draft ? { draft: keepReferences(prepared.draft, keeps) } : {}),
        },
      ])
    ),
});
