/** The subset of Strapi's schema language that this plugin's schemas use. */

export interface Attribute {
  readonly type: string;
  readonly [option: string]: unknown;
}

export interface ComponentSchema {
  readonly collectionName: string;
  readonly info: { readonly displayName: string; readonly icon: string; readonly description: string };
  readonly options?: Record<string, unknown>;
  readonly attributes: Record<string, Attribute>;
}

export interface ContentTypeSchema {
  readonly kind: 'collectionType';
  readonly collectionName: string;
  readonly info: {
    readonly singularName: string;
    readonly pluralName: string;
    readonly displayName: string;
    readonly description: string;
  };
  readonly options: { readonly draftAndPublish: boolean };
  readonly pluginOptions: Record<string, unknown>;
  /** By the names of columns. Strapi creates them with the table; without them, queries are only slower. */
  readonly indexes?: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly attributes: Record<string, Attribute>;
  /** Defaults for the Content Manager; a site's own configuration of the view wins. */
  readonly config?: Record<string, unknown>;
}
