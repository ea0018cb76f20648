import { Button } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useStartOptions } from '../../start/use-start-options';
import { useText } from '../../use-text';
import { editorAddress } from './address';

const StartDialog = lazy(() => import('../../start/StartDialog'));

/** Starts a new guide; renders nothing for who may not create one. */
export const NewGuideButton = () => {
  const text = useText();
  const navigate = useNavigate();
  const options = useStartOptions();
  const [isOpen, setOpen] = useState(false);
  if (!options) return null;
  return (
    <>
      <Button startIcon={<Plus />} onClick={() => setOpen(true)}>
        {text('guides.new')}
      </Button>
      {isOpen && (
        <Suspense>
          <StartDialog
            options={options}
            locale={undefined}
            closeLabel={text('guides.cancel')}
            onClose={() => setOpen(false)}
            onStarted={({ documentId, locale }) => navigate(editorAddress(documentId, locale))}
          />
        </Suspense>
      )}
    </>
  );
};
