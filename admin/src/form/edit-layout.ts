import type { StrapiApp } from '@strapi/strapi/admin';
import { withAddressInput } from '../addresses/register';
import { PLUGIN_ID } from '../plugin';
import { uidOfLayout } from '../strapi-internals/own-schemas';
import { ARTICLE } from '../uids';
import { withChoices } from './choices/layout';
import { withHint } from './field-hints';
import type { EditLayout, LayoutField, LayoutPanel, LayoutRow } from './layout-fields';
import { withPartCards } from './parts/layout';
import { hasOwnNames } from './rows/row-names';
import { withMoreFields } from './more/layout';
import { withoutMainField, withSpots } from './spots';

interface HookArguments {
  layout: EditLayout;
}

const adaptField = (uid: string, field: LayoutField): LayoutField =>
  withoutMainField(withChoices(uid, withHint(uid, field)), hasOwnNames);

const adaptComponent = (
  layout: EditLayout,
  owner: string | undefined,
  uid: string,
  rows: LayoutRow[]
): LayoutRow[] => {
  const adapted = rows.map((row) => row.map((field) => adaptField(uid, field)));
  return withSpots(layout, owner, withMoreFields(layout, uid, adapted));
};

const adaptPanels = (layout: EditLayout, uid: string): LayoutPanel[] => {
  const panels = layout.layout.map((panel) =>
    panel.map((row) => row.map((field) => withAddressInput(uid, adaptField(uid, field))))
  );
  return uid === ARTICLE
    ? withPartCards(layout, uid, panels)
    : panels.map((panel) => withSpots(layout, uid, panel));
};

const adapt = (layout: EditLayout): EditLayout => {
  const uid = uidOfLayout(layout.options);
  const components = Object.fromEntries(
    Object.entries(layout.components).map(([name, component]) => [
      name,
      name.startsWith(`${PLUGIN_ID}.`)
        ? { ...component, layout: adaptComponent(layout, uid, name, component.layout) }
        : component,
    ])
  );
  return { ...layout, components, layout: uid ? adaptPanels(layout, uid) : layout.layout };
};

/** By what Strapi keeps of a layout: it runs the hooks once for each field, each time with a copy of the rest. */
const adapted = new WeakMap<object, EditLayout>();

/**
 * Adapts the form of an entry: parts as cards, hints at the plugin's fields, and inputs of its own for addresses and
 * choices.
 */
export const adaptEditLayout = ({ layout, ...rest }: HookArguments): HookArguments => {
  const known = layout.metadatas && adapted.get(layout.metadatas);
  if (known) return { ...rest, layout: known };
  const result = adapt(layout);
  if (layout.metadatas) adapted.set(layout.metadatas, result);
  return { ...rest, layout: result };
};

export const registerEditLayout = (app: StrapiApp): void => {
  app.registerHook('Admin/CM/pages/EditView/mutate-edit-view-layout', adaptEditLayout);
};
