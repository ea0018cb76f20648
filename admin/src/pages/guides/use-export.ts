import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { ExportQuery } from '../../../../server/src/admin-api/import-contracts';
import { PLUGIN_ID } from '../../plugin';
import { useText } from '../../use-text';

const save = (archive: Blob): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(archive);
  link.download = `career-fields-${new Date().toLocaleDateString('sv-SE')}.zip`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** Downloads documents as an archive of files. */
export const useExport = () => {
  const text = useText();
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isExporting, setExporting] = useState(false);
  const download = async (query: ExportQuery): Promise<void> => {
    setExporting(true);
    try {
      const { data } = await get<Blob>(`/${PLUGIN_ID}/exports`, { params: query, responseType: 'blob' });
      save(data);
    } catch {
      toggleNotification({ type: 'danger', message: text('guides.export.failed') });
    } finally {
      setExporting(false);
    }
  };
  return { isExporting, download };
};
