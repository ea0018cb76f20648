import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { fieldName } from '../../messages';
import { ARTICLE } from '../../uids';
import { FieldLink } from '../FieldLink';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useText } from '../../use-text';

/** How many parts of a guide say something, with links to the others, and how long it takes to read. */
export const Completeness: Section = ({ overview }) => {
  const text = useText();
  const { locale } = useIntl();
  if (!overview) return null;
  const { completeness, readingMinutes } = overview;
  const { filled, empty } = completeness;
  const count = filled.length;
  const total = count + empty.length;
  return (
    <PanelSection title={text('panel.complete')} note={text('panel.complete.count', { count, total })}>
      {empty.length > 0 && (
        <Flex wrap="wrap" gap={2}>
          <Typography variant="pi" textColor="neutral600">
            {text('panel.complete.empty')}
          </Typography>
          {empty.map((name) => (
            <FieldLink key={name} field={name}>
              {fieldName(ARTICLE, [name], locale)}
            </FieldLink>
          ))}
        </Flex>
      )}
      {readingMinutes > 0 && (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
          {text('panel.reading', { count: readingMinutes })}
        </Typography>
      )}
    </PanelSection>
  );
};
