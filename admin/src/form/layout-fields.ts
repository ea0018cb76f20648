import type { ReactNode } from 'react';

/** What this needs of the layouts that the Content Manager hands to its hooks. */
export interface LayoutField {
  /** In a component, relative to it. */
  name: string;
  type: string;
  attribute?: { type: string; component?: string; repeatable?: boolean };
  label?: string;
  size?: number;
  hint?: ReactNode;
  labelAction?: ReactNode;
  /** Of the rows of a list: what Strapi shows of each. */
  mainField?: { name: string; type: string };
}

export type LayoutRow = LayoutField[];
export type LayoutPanel = LayoutRow[];

export interface EditLayout {
  layout: LayoutPanel[];
  options?: Record<string, unknown>;
  components: Record<string, { layout: LayoutRow[]; settings?: object }>;
  /** The same object as long as neither the type nor the view's configuration changes. */
  metadatas?: object;
}

const leafOf = (layout: EditLayout, { name, attribute }: LayoutField): string => {
  if (attribute?.type !== 'component') return name;
  const fields = layout.components[attribute.component ?? '']?.layout.flat() ?? [];
  const leaf = fields.find((field) => field.attribute?.type !== 'component') ?? fields[0];
  return leaf ? `${name}.${leafOf(layout, leaf)}` : name;
};

/**
 * Returns a row with an input of the plugin's own. It belongs to a field of the layout: Strapi renders it for roles that
 * may read that, of a component, its first field.
 *
 * @param props the input's own; it also gets `leaf`, what is left of its name relative to its component
 */
export const ownRow = (
  layout: EditLayout,
  field: LayoutField,
  type: string,
  props: Record<string, unknown>
): LayoutRow => {
  const leaf = leafOf(layout, field);
  const own = { name: leaf, type, attribute: { type: 'string' }, label: field.label ?? '', size: 12 };
  return [{ ...own, ...{ visible: true, leaf, ...props } }];
};
