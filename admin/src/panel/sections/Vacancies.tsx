import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { GuideVacancies } from '../../../../server/src/admin-api/contracts';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useArticleData } from './use-article-data';
import { useText } from '../../use-text';

/** The live number of vacancies, where the site counts them. */
export const Vacancies: Section = ({ entry }) => {
  const text = useText();
  const { formatDate, formatNumber } = useIntl();
  const { data } = useArticleData<GuideVacancies>('vacancies', entry);
  if (!data?.isOn || (data.countedAt === null && data.failure === null)) return null;
  const { count, countedAt, failure } = data;
  const date = countedAt ? formatDate(countedAt, { dateStyle: 'medium', timeStyle: 'short' }) : '';
  return (
    <PanelSection title={text('vacancies.title')}>
      <Typography tag="p" variant="omega">
        {countedAt === null || count === null
          ? text('vacancies.unknown')
          : text('vacancies.count', { count: formatNumber(count), date })}
      </Typography>
      {failure !== null && (
        <Typography tag="p" variant="pi" textColor="danger600">
          {text('vacancies.failure', { message: failure })}
        </Typography>
      )}
    </PanelSection>
  );
};
