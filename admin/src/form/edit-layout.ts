import type { StrapiApp } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { withAddressInput } from '../addresses/register';
import { withHint } from './field-hints';
import { PLUGIN_ID } from '../plugin';
import { uidOfLayout } from '../strapi-internals/own-schemas';

/** What this needs of the layouts that the Content Manager hands to its hooks. */
interface LayoutField {
  name: string;
  type: string;
  hint?: ReactNode;
}

interface EditLayout {
  layout: LayoutField[][][];
  options?: Record<string, unknown>;
  components: Record<string, { layout: LayoutField[][] }>;
}

interface HookArguments {
  layout: EditLayout;
}

/** Adapts the form of an entry: hints at the plugin's fields, and an input of its own for addresses. */
export const adaptEditLayout = ({ layout, ...rest }: HookArguments): HookArguments => {
  const components = Object.fromEntries(
    Object.entries(layout.components).map(([uid, component]) => [
      uid,
      uid.startsWith(`${PLUGIN_ID}.`)
        ? { ...component, layout: component.layout.map((row) => row.map((field) => withHint(uid, field))) }
        : component,
    ])
  );
  const uid = uidOfLayout(layout.options);
  const adaptField = (field: LayoutField): LayoutField =>
    uid ? withAddressInput(uid, withHint(uid, field)) : field;
  return {
    ...rest,
    layout: {
      ...layout,
      components,
      layout: layout.layout.map((panel) => panel.map((row) => row.map(adaptField))),
    },
  };
};

export const registerEditLayout = (app: StrapiApp): void => {
  app.registerHook('Admin/CM/pages/EditView/mutate-edit-view-layout', adaptEditLayout);
};
