import type { Strapi } from '../plugin';
import { z } from '../strapi-internals/host-utils';
import { NO_PARITY } from './parity/types';
import { findStates, resetParity, storeParity, storeState, type EditorialState } from './states';

/** The editorial state of articles in files: it goes to another site with the text. */

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const codeSchema = z.string().min(1).max(40);

const versionSchema = z
  .object({
    keys: z.record(z.string(), z.array(z.string().max(40)).max(1000)),
    origins: z.record(z.string(), z.object({ locale: codeSchema, text: z.string().optional() }).strict()),
  })
  .strict();

const fileStateSchema = z
  .object({
    /** The e-mail address of an administrator. */
    responsible: z.string().min(1).max(255).optional(),
    reviewedAt: daySchema.optional(),
    reviewer: z.string().max(255).optional(),
    dueAt: daySchema.optional(),
    intervalMonths: z.number().int().min(1).max(120).optional(),
    source: codeSchema.optional(),
    parity: versionSchema.extend({ published: versionSchema.optional() }).strict().optional(),
  })
  .strict();

/** The state of an article in one language, as a file has it. */
export type FileState = z.infer<typeof fileStateSchema>;

/** Returns the state that a file has, or what is wrong with it. */
export const readFileState = (value: unknown): { state: FileState } | { issue: string } => {
  const parsed = fileStateSchema.safeParse(value);
  if (parsed.success) return { state: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    issue: `The editorial state is not right at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}. Only an export writes it; delete it if in doubt.`,
  };
};

type WithPerson = EditorialState & { responsible?: { email?: string | null } | null };

const isEmptyParity = ({ parity }: EditorialState): boolean =>
  !parity || JSON.stringify(parity) === JSON.stringify(NO_PARITY);

/** Without what is empty. */
const toFile = (state: WithPerson): FileState => {
  const { reviewedAt, reviewer, dueAt, intervalMonths, source, responsible, parity } = state;
  const values = { responsible: responsible?.email, reviewedAt, reviewer, dueAt, intervalMonths, source };
  const written = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...(Object.fromEntries(written) as FileState),
    ...(isEmptyParity(state) ? {} : { parity: parity as FileState['parity'] }),
  };
};

/** Returns the states of an article for its file, by language. */
export const statesForFile = async (
  strapi: Strapi,
  article: string,
  locales: readonly string[]
): Promise<Record<string, FileState>> => {
  const states = await findStates(strapi, article, ['responsible']);
  const files = locales.flatMap((locale): [string, FileState][] => {
    const state = states.get(locale);
    const file = state ? toFile(state) : {};
    return Object.keys(file).length > 0 ? [[locale, file]] : [];
  });
  return Object.fromEntries(files);
};

/** An article as it was imported, with the states that its file has. */
export interface ImportedArticle {
  /** As the report names it: `article:backend`. */
  id: string;
  documentId: string;
  locales: string[];
  states: Record<string, FileState>;
}

/** Stores the states of imported articles. */
export class StateImport {
  readonly #people = new Map<string, number | null>();

  /** @param notes of the report */
  constructor(
    private readonly strapi: Strapi,
    private readonly notes: Set<string>
  ) {}

  /**
   * Stores that the languages of an article are made from the same file, or what the file says of them. A later review and
   * a responsible person of the site stay.
   */
  async store({ id, documentId, locales, states }: ImportedArticle): Promise<void> {
    await resetParity(this.strapi, documentId, locales);
    const found = Object.entries(states).filter(([locale]) => locales.includes(locale));
    if (found.length === 0) return;
    const known = await findStates(this.strapi, documentId, ['responsible']);
    for (const [locale, state] of found) {
      await this.storeOne(id, documentId, locale, state, known.get(locale) as WithPerson | undefined);
    }
  }

  private async storeOne(
    id: string,
    documentId: string,
    locale: string,
    { parity, responsible, reviewedAt, reviewer, dueAt, intervalMonths, source }: FileState,
    known: WithPerson | undefined
  ): Promise<void> {
    const isNewer = !known?.reviewedAt || (reviewedAt !== undefined && reviewedAt >= known.reviewedAt);
    const person = known?.responsible ? null : await this.personOf(id, locale, responsible);
    await storeState(this.strapi, documentId, locale, {
      ...(isNewer && reviewedAt !== undefined
        ? { reviewedAt, reviewer: reviewer ?? null, reviewedBy: null }
        : {}),
      ...(isNewer && dueAt !== undefined ? { dueAt } : {}),
      ...(intervalMonths === undefined ? {} : { intervalMonths }),
      ...(source === undefined ? {} : { source }),
      ...(person === null ? {} : { responsible: person }),
    });
    if (parity) await storeParity(this.strapi, documentId, locale, parity);
  }

  private async personOf(id: string, locale: string, email: string | undefined): Promise<number | null> {
    if (email === undefined) return null;
    if (!this.#people.has(email)) {
      const row = (await this.strapi.db
        .query('admin::user')
        .findOne({ where: { email: email.toLowerCase() }, select: ['id'] })) as { id: number } | null;
      this.#people.set(email, row?.id ?? null);
    }
    const person = this.#people.get(email) ?? null;
    if (person === null) {
      this.notes.add(
        `${id} (${locale}): the site has no administrator ${email}; nobody is responsible for this guide.`
      );
    }
    return person;
  }
}
