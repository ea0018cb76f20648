import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import type { OpenPoint } from '../../../../server/src/admin-api/contracts';
import { reportOpenPoints } from '../../form/open-points';
import { fieldName } from '../../messages';
import { ARTICLE } from '../../uids';
import { FieldLink } from '../FieldLink';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useText } from '../../use-text';

/** Points that are shown at once; a guide with many facts may have dozens. */
const MAX_SHOWN = 5;

const COLORS: Record<OpenPoint['kind'], string> = {
  save: 'danger600',
  publish: 'danger600',
  advice: 'neutral600',
};

/** Points with the same sentence, which is said once. */
const bySentence = (points: OpenPoint[]): [string | null, OpenPoint[]][] => {
  const groups = new Map<string, OpenPoint[]>();
  for (const point of points) {
    // One without a sentence stands by itself.
    const key = point.message ?? point.field;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].map((own) => [own[0]!.message, own]);
};

const PointList = ({ kind, points }: { kind: OpenPoint['kind']; points: OpenPoint[] }) => {
  const text = useText();
  const { locale } = useIntl();
  const values = useForm('OpenPoints', (form) => form.values as Record<string, unknown>);
  const [areAllShown, setAllShown] = useState(false);
  const inOrder = bySentence(points).flatMap(([, own]) => own);
  const shown = areAllShown ? inOrder : inOrder.slice(0, MAX_SHOWN);
  const hidden = points.length - shown.length;
  return (
    <PanelSection title={text(`panel.open.${kind}`)} note={points.length}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {bySentence(shown).map(([message, own]) => (
          <Box tag="li" key={own[0]!.field + (message ?? '')}>
            {own.map(({ field }) => (
              <Box key={field}>
                <FieldLink field={field}>{fieldName(ARTICLE, field.split('.'), locale, values)}</FieldLink>
              </Box>
            ))}
            {message !== null && (
              <Typography tag="p" variant="pi" textColor={COLORS[kind]}>
                {message}
              </Typography>
            )}
          </Box>
        ))}
      </Flex>
      {hidden > 0 && (
        <Box paddingTop={2}>
          <TextButton type="button" onClick={() => setAllShown(true)}>
            {text('panel.open.more', { count: hidden })}
          </TextButton>
        </Box>
      )}
    </PanelSection>
  );
};

const KINDS: readonly OpenPoint['kind'][] = ['save', 'publish', 'advice'];

/** What keeps the form from being saved and from being published, and what would make the guide better. */
export const OpenPoints: Section = ({ overview }) => {
  const text = useText();
  useEffect(() => {
    reportOpenPoints(overview?.openPoints.map(({ field }) => field) ?? []);
    return () => reportOpenPoints([]);
  }, [overview]);
  if (!overview) return null;
  const groups = KINDS.map((kind) => ({
    kind,
    points: overview.openPoints.filter((point) => point.kind === kind),
  })).filter(({ points }) => points.length > 0);
  return (
    <>
      {groups.every(({ kind }) => kind === 'advice') && (
        <Typography variant="omega" textColor="success700">
          {text('panel.open.none')}
        </Typography>
      )}
      {groups.map((group) => (
        <PointList key={group.kind} {...group} />
      ))}
    </>
  );
};
