import { Typography } from '@strapi/design-system';
import { UsageList } from '../../usage/UsageList';
import { useUsage } from '../../usage/use-usage';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useText } from '../../use-text';

/** The entries that reference the opened one; nothing until that is known. */
export const UsedIn: Section = ({ entry: { model, document, meta } }) => {
  const text = useText();
  const usage = useUsage(model, document?.documentId, meta);
  if (!usage) return null;
  return (
    <PanelSection title={text('usage.title')}>
      {usage.meta.total > 0 ? (
        <UsageList usage={usage} locale={document?.locale ?? undefined} />
      ) : (
        <Typography variant="pi" textColor="neutral600">
          {text('usage.nowhere')}
        </Typography>
      )}
    </PanelSection>
  );
};
