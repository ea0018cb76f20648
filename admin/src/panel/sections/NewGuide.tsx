import { useQueryParams } from '@strapi/strapi/admin';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { useStartOptions } from '../../start/use-start-options';
import { ARTICLE } from '../../uids';
import type { Section, SectionProps } from '../section';
import { useText } from '../../use-text';

const StartDialog = lazy(() => import('../../start/StartDialog'));

/**
 * Strapi renders the whole form again when its language changes. A page that appears again so soon is the same one, on
 * which the editor has closed the dialog already.
 */
const SAME_PAGE = 1500;

let closedAt: number | undefined;

const wasClosed = (): boolean => closedAt !== undefined && Date.now() - closedAt < SAME_PAGE;

const Start = ({ locale }: { locale: SectionProps['locale'] }) => {
  const text = useText();
  const navigate = useNavigate();
  const [, setQuery] = useQueryParams();
  const [isOpen, setOpen] = useState(() => !wasClosed());
  const options = useStartOptions();
  useEffect(
    () => () => {
      closedAt = isOpen ? undefined : Date.now();
    },
    [isOpen]
  );
  if (!isOpen || !options) return null;
  return (
    <Suspense>
      <StartDialog
        options={options}
        locale={locale}
        closeLabel={text('start.without')}
        onClose={(chosen) => {
          setOpen(false);
          // The empty form is in the language that was chosen, too.
          if (chosen !== locale) setQuery({ plugins: { i18n: { locale: chosen } } }, 'push', true);
        }}
        onStarted={({ documentId, locale: chosen }) => {
          const query = `plugins[i18n][locale]=${encodeURIComponent(chosen)}`;
          navigate(`/content-manager/collection-types/${ARTICLE}/${documentId}?${query}`, { replace: true });
        }}
      />
    </Suspense>
  );
};

/** Asks on the page of a new article how it is to start. */
export const NewGuide: Section = ({ locale }) => {
  const { pathname } = useLocation();
  return pathname.endsWith(`/${ARTICLE}/create`) ? <Start locale={locale} /> : null;
};
