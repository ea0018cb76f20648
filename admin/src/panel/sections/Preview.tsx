import { Box, Button } from '@strapi/design-system';
import { lazy, Suspense, useState } from 'react';
import { noteProgress } from '../../first-steps/progress';
import { useUserId } from '../../first-steps/use-user-id';
import type { Section } from '../section';
import { useText } from '../../use-text';

const PreviewDrawer = lazy(() => import('../../preview/PreviewDrawer'));

/** The button that shows the draft beside the form while it is typed. */
export const Preview: Section = ({ entry, locale }) => {
  const text = useText();
  const user = useUserId();
  const [isOpen, setOpen] = useState(false);
  if (locale === undefined) return null;
  return (
    <Box width="100%">
      <Button
        variant="secondary"
        fullWidth
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
          noteProgress(user, { hasPreviewed: true });
        }}
      >
        {text(isOpen ? 'preview.close' : 'preview.open')}
      </Button>
      {isOpen && (
        <Suspense>
          <PreviewDrawer
            article={{ documentId: entry.document?.documentId, locale }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </Box>
  );
};
