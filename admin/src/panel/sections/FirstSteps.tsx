import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { noteProgress, progressOf, useProgress } from '../../first-steps/progress';
import { doneSteps, fieldOf, STEPS } from '../../first-steps/steps';
import { useUserId } from '../../first-steps/use-user-id';
import { FieldLink } from '../FieldLink';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useText } from '../../use-text';

/** The steps to the first published guide. They are offered until they are done or closed. */
export const FirstSteps: Section = ({ entry, overview }) => {
  const text = useText();
  const user = useUserId();
  const [wasDone] = useState(() => progressOf(user).isDone === true);
  const [isClosed, setClosed] = useState(false);
  const { hasPreviewed } = useProgress(user);
  const status = entry.document?.status;
  const isPublished = status === 'published' || status === 'modified';

  // The last step stays on the page until she leaves it.
  useEffect(() => {
    if (isPublished) noteProgress(user, { isDone: true });
  }, [user, isPublished]);

  if (wasDone || isClosed || !overview) return null;
  const done = doneSteps(overview, { hasPreviewed, isPublished });
  return (
    <PanelSection title={text('steps.title')} note={`${done.size}/${STEPS.length}`}>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={1}>
        {STEPS.map((step) => {
          const field = fieldOf(step, overview);
          const isDone = done.has(step);
          return (
            <Flex tag="li" key={step} gap={2} alignItems="baseline">
              <Typography
                variant="pi"
                textColor={isDone ? 'success700' : 'neutral600'}
                aria-label={text(isDone ? 'steps.done' : 'steps.open')}
                role="img"
                minWidth="1em"
              >
                {isDone ? '✓' : '○'}
              </Typography>
              {field && !isDone ? (
                <FieldLink field={field}>{text(`steps.${step}`)}</FieldLink>
              ) : (
                <Typography variant="pi" textColor={isDone ? 'neutral600' : 'neutral800'}>
                  {text(`steps.${step}`)}
                </Typography>
              )}
            </Flex>
          );
        })}
      </Flex>
      <Box paddingTop={2}>
        <TextButton
          type="button"
          onClick={() => {
            setClosed(true);
            noteProgress(user, { isDone: true });
          }}
        >
          {text('steps.close')}
        </TextButton>
      </Box>
    </PanelSection>
  );
};
