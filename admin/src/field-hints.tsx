import type { StrapiApp } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { contentTypes } from '../../content-types';
import { PLUGIN_ID } from './plugin';
import { hasHint, hintId } from './translations';

/** What this needs of the layouts that the Content Manager hands to its hooks. */
interface LayoutField {
  name: string;
  hint?: ReactNode;
}

interface EditLayout {
  layout: LayoutField[][][];
  settings: { displayName?: string };
  components: Record<string, { layout: LayoutField[][] }>;
}

interface HookArguments {
  layout: EditLayout;
}

const withHint =
  (uid: string) =>
  (field: LayoutField): LayoutField => {
    // A site that has written a description of its own into the view's configuration keeps it.
    if (field.hint || !hasHint(uid, field.name)) return field;
    return { ...field, hint: <FormattedMessage id={hintId(uid, field.name)} /> };
  };

/** The layout that a hook gets names its type in no other way. */
const uidByDisplayName = new Map<string | undefined, string>(
  Object.entries(contentTypes).map(([name, { info }]) => [info.displayName, `plugin::${PLUGIN_ID}.${name}`])
);

/**
 * Explains the fields in the editor's language. The Content Manager's own descriptions are stored in the database,
 * once for all languages.
 */
export const explainFields = ({ layout, ...rest }: HookArguments): HookArguments => {
  const components = Object.fromEntries(
    Object.entries(layout.components).map(([uid, component]) => [
      uid,
      uid.startsWith(`${PLUGIN_ID}.`)
        ? { ...component, layout: component.layout.map((row) => row.map(withHint(uid))) }
        : component,
    ])
  );
  const own = uidByDisplayName.get(layout.settings.displayName);
  return {
    ...rest,
    layout: {
      ...layout,
      components,
      layout: own ? layout.layout.map((panel) => panel.map((row) => row.map(withHint(own)))) : layout.layout,
    },
  };
};

export const registerFieldHints = (app: StrapiApp): void => {
  app.registerHook('Admin/CM/pages/EditView/mutate-edit-view-layout', explainFields);
};
