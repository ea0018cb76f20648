import { TextButton } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { useState } from 'react';
import { MergeDialog } from '../../merge/MergeDialog';
import { PERMISSIONS } from '../../permissions';
import { PLUGIN_ID } from '../../plugin';
import { ARTICLE } from '../../uids';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useText } from '../../use-text';

/** Offers to merge the opened skill, study path, category or employer into another one. */
export const Merge: Section = ({ entry: { model, document }, locale }) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const { allowedActions } = useRBAC({ merge: PERMISSIONS.merge });
  const documentId = document?.documentId;
  if (model === ARTICLE || !documentId || locale === undefined || !allowedActions.canMerge) return null;
  return (
    <PanelSection title={text('merge.section')}>
      <TextButton type="button" onClick={() => setOpen(true)}>
        {text('merge.open')}
      </TextButton>
      {isOpen && (
        <MergeDialog
          model={model}
          type={model.slice(`plugin::${PLUGIN_ID}.`.length)}
          from={documentId}
          locale={locale}
          onClose={() => setOpen(false)}
        />
      )}
    </PanelSection>
  );
};
