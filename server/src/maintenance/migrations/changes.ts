/** A content type of the plugin by its name (`article`), or one of its components by its uid (`career-field.image`). */
export type ModelName = string;

/** One change of the stored model that a release makes. */
export type Change =
  | { change: 'rename-attribute'; of: ModelName; from: string; to: string }
  | {
      change: 'rename-component';
      /** Names without the category: `promo-section`. */
      from: string;
      to: string;
      /** What `collectionName` was and is. */
      tables: { from: string; to: string };
    }
  | { change: 'rename-value'; of: ModelName; attribute: string; from: string; to: string }
  | { change: 'remove-attribute'; of: ModelName; attribute: string }
  | { change: 'remove-value'; of: ModelName; attribute: string; value: string }
  | { change: 'remove-component'; name: string; /** Its `collectionName`. */ table: string }
  | { change: 'remove-type'; name: string; /** Its `collectionName`. */ table: string };

/** What one release changes in the stored model, in the order in which it has to happen. */
export interface Migration {
  /** Never changed once it is released: Strapi records by it what has run. Begins with the release: `0.2.0-lead`. */
  name: string;
  changes: Change[];
}

/**
 * Every migration since 0.1.0, the oldest first. An entry is never removed: a site may skip any number of releases.
 * See docs/migrations.md.
 */
export const MIGRATIONS: Migration[] = [];
