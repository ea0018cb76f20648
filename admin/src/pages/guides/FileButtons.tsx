import { Button, LinkButton } from '@strapi/design-system';
import { CloudUpload, Download } from '@strapi/icons';
import { useRBAC } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import { PERMISSIONS } from '../../permissions';
import { useText } from '../../use-text';
import { GUIDES_PAGE } from './address';
import { useExport } from './use-export';

/** Leads to the import, and downloads everything, as far as the administrator may. */
export const FileButtons = () => {
  const text = useText();
  const { allowedActions } = useRBAC({ import: PERMISSIONS.import, export: PERMISSIONS.export });
  const { isExporting, download } = useExport();
  return (
    <>
      {allowedActions.canImport && (
        <LinkButton
          tag={NavLink}
          to={`/${GUIDES_PAGE}/import`}
          variant="tertiary"
          startIcon={<CloudUpload />}
        >
          {text('guides.import')}
        </LinkButton>
      )}
      {allowedActions.canExport && (
        <Button
          variant="tertiary"
          startIcon={<Download />}
          loading={isExporting}
          onClick={() => void download({})}
        >
          {text('guides.export')}
        </Button>
      )}
    </>
  );
};
