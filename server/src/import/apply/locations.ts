import type { PublicType } from '../../../../content-types';
import { findRowStates } from '../../documents/fingerprint';
import type { Strapi } from '../../plugin';
import type { Work } from './work';

export const typeOf = (id: string): PublicType => id.slice(0, id.indexOf(':')) as PublicType;

/** Knows the document of each file's id in the site, and the locales in which it exists. */
export class Locations {
  private readonly documents = new Map<string, string>();
  private readonly locales = new Map<string, Set<string>>();

  /**
   * Looks up the documents that are written and those that they reference.
   *
   * @param known the documents of the site, by the ids of files
   */
  async load(strapi: Strapi, works: Work[], known: Map<string, string>): Promise<void> {
    const wanted = new Map<PublicType, Map<string, string>>();
    const want = (id: string, document: string | undefined): void => {
      if (!document || this.locales.has(id)) return;
      const ofType = wanted.get(typeOf(id)) ?? new Map<string, string>();
      wanted.set(typeOf(id), ofType.set(document, id));
    };
    for (const { planned } of works) {
      want(planned.id, planned.target);
      for (const id of planned.referencedIds) want(id, known.get(id));
    }
    for (const [type, ids] of wanted) {
      for (const [document, states] of await findRowStates(strapi, type, [...ids.keys()])) {
        for (const { locale } of states) this.add(ids.get(document)!, document, String(locale));
      }
    }
  }

  add(id: string, document: string, locale: string): void {
    this.documents.set(id, document);
    const locales = this.locales.get(id) ?? new Set<string>();
    this.locales.set(id, locales.add(locale));
  }

  documentOf(id: string): string | undefined {
    return this.documents.get(id);
  }

  localesOf(id: string): ReadonlySet<string> {
    return this.locales.get(id) ?? new Set();
  }

  /** Discards what a transaction that was rolled back has added. */
  discard(works: Work[]): void {
    for (const { planned } of works) {
      this.documents.delete(planned.id);
      this.locales.delete(planned.id);
    }
  }
}
