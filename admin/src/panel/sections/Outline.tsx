import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { OutlineEntry } from '../../../../server/src/admin-api/contracts';
import { nameOf } from '../../../../texts';
import { fieldName } from '../../messages';
import { ARTICLE } from '../../uids';
import { FieldLink } from '../FieldLink';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useText } from '../../use-text';

/** The heading of a section; of one without a heading, what it is. */
const labelOf = ({ field, type, heading }: OutlineEntry, language: string): string => {
  if (heading) return heading;
  const ofComponent = field.includes('.') ? nameOf(`career-field.${type}-section`, language) : undefined;
  return ofComponent ?? fieldName(ARTICLE, field.split('.'), language);
};

/** The sections of the guide as readers will get them, each a link to where it is written. */
export const Outline: Section = ({ overview }) => {
  const text = useText();
  const { locale } = useIntl();
  if (!overview) return null;
  const { outline } = overview;
  return (
    <PanelSection title={text('panel.outline')}>
      {outline.length === 0 && (
        <Typography variant="pi" textColor="neutral600">
          {text('panel.outline.none')}
        </Typography>
      )}
      <Flex tag="ol" direction="column" alignItems="stretch" gap={1}>
        {outline.map((entry, index) => (
          // Two sections may be written in one place: the two halves of the jobs.
          <Box tag="li" key={`${entry.field} ${index}`}>
            <FieldLink field={entry.field}>{labelOf(entry, locale)}</FieldLink>
          </Box>
        ))}
      </Flex>
    </PanelSection>
  );
};
