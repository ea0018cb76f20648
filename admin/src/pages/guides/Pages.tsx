import { Page } from '@strapi/strapi/admin';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import GuidesPage from './GuidesPage';

const ImportPage = lazy(() => import('./import/ImportPage'));

/** The page of all guides and what belongs to it. */
const Pages = () => (
  <Suspense fallback={<Page.Loading />}>
    <Routes>
      <Route index element={<GuidesPage />} />
      <Route path="import" element={<ImportPage />} />
      <Route path="*" element={<Page.Error />} />
    </Routes>
  </Suspense>
);

export default Pages;
