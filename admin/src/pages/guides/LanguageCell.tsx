import { Flex, Link, Status, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import type { OverviewCell } from '../../../../server/src/admin-api/contracts';
import { localeName } from '../../locales';
import { useText } from '../../use-text';
import { editorAddress } from './address';

const VARIANTS = { draft: 'secondary', published: 'success', modified: 'alternative' } as const;

/** Whether a language has all that its original has: ● yes, ◐ in part, ○ it does not exist. The words stand beside the sign. */
const Parity = ({ behind }: { behind: number | undefined }) => {
  const text = useText();
  const state = behind === undefined ? 'missing' : behind > 0 ? 'behind' : 'current';
  return (
    <Flex gap={1} tag="span">
      <Typography aria-hidden textColor={state === 'current' ? 'success600' : 'warning600'}>
        {{ current: '●', behind: '◐', missing: '○' }[state]}
      </Typography>
      {state === 'current' ? (
        <VisuallyHidden>{text('guides.parity.current')}</VisuallyHidden>
      ) : (
        <Typography variant="pi" textColor="neutral800">
          {text(`guides.parity.${state}`, { count: behind ?? 0 })}
        </Typography>
      )}
    </Flex>
  );
};

const useDay = () => {
  const { formatDate } = useIntl();
  return (day: string): string => formatDate(`${day}T12:00:00`, { dateStyle: 'medium' });
};

const today = (): string => new Date().toLocaleDateString('sv-SE');

const Review = ({ cell: { dueAt, reviewedAt } }: { cell: OverviewCell }) => {
  const text = useText();
  const day = useDay();
  if (!dueAt && !reviewedAt) return null;
  const isOverdue = dueAt !== null && dueAt <= today();
  const name = !dueAt ? 'reviewed' : isOverdue ? 'overdue' : 'due';
  return (
    <Typography variant="pi" textColor={isOverdue ? 'danger600' : 'neutral600'}>
      {text(`guides.review.${name}`, { day: day(dueAt ?? reviewedAt!) })}
    </Typography>
  );
};

interface Props {
  documentId: string;
  title: string;
  locale: string;
  /** Undefined for a language that the article does not have. */
  cell: OverviewCell | undefined;
}

/** One language of an article: its state, parity, completeness and review; a link into its form. */
export const LanguageCell = ({ documentId, title, locale, cell }: Props) => {
  const text = useText();
  const { locale: language } = useIntl();
  const label = text(cell ? 'guides.open' : 'guides.add', {
    title: cell?.title ?? title,
    language: localeName(locale, language),
  });
  if (!cell) {
    return (
      <Link tag={NavLink} to={editorAddress(documentId, locale)}>
        <Parity behind={undefined} />
        <VisuallyHidden>{label}</VisuallyHidden>
      </Link>
    );
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={2}>
        <Link tag={NavLink} to={editorAddress(documentId, locale)}>
          <VisuallyHidden>{label}</VisuallyHidden>
          <Status variant={VARIANTS[cell.status]} size="S">
            <Typography variant="pi" fontWeight="bold">
              {text(`guides.status.${cell.status}`)}
            </Typography>
          </Status>
        </Link>
        <Parity behind={cell.behind} />
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {cell.completeness
          ? text('guides.complete', { count: cell.completeness.filled, total: cell.completeness.parts })
          : '…'}
      </Typography>
      <Review cell={cell} />
    </Flex>
  );
};
