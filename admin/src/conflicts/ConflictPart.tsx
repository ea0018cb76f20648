import { Box, Flex, Grid, Radio, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';
import type { Difference, Side } from './merge';
import { changedPieces, type Pieces } from './readable';
import { pluginMessageId } from '../messages';

interface ConflictPartProps {
  by: Difference['by'];
  /** Where the part is in the form. */
  path: string;
  /** As a person reads them. */
  texts: Record<Side, string>;
  choice: Side | undefined;
  onChoose: (side: Side) => void;
}

const SIDES: Side[] = ['mine', 'theirs'];

/** Where everything differs, nothing stands out. */
const Marked = ({ pieces: [before, changed, after] }: { pieces: Pieces }) => (
  <>
    {before}
    <Typography
      tag="span"
      variant="omega"
      fontWeight={before || after ? 'bold' : undefined}
      textColor="neutral800"
    >
      {changed}
    </Typography>
    {after}
  </>
);

/** One part of an entry in two versions, of which one is chosen. */
export const ConflictPart = ({ by, path, texts, choice, onChoose }: ConflictPartProps) => {
  const { formatMessage } = useIntl();
  const heading = useId();
  const [mine, theirs] = changedPieces(texts.mine, texts.theirs);
  const pieces = { mine, theirs };
  return (
    <Box tag="section" aria-labelledby={heading} paddingBottom={6}>
      <Flex justifyContent="space-between" gap={4} paddingBottom={2} alignItems="baseline">
        <Typography id={heading} tag="h3" variant="delta">
          {path}
        </Typography>
        <Typography
          variant="pi"
          textColor={by === 'both' ? 'danger600' : 'neutral600'}
          style={{ flexShrink: 0 }}
        >
          {formatMessage({ id: pluginMessageId(`conflict.by.${by}`) })}
        </Typography>
      </Flex>
      <Radio.Group
        value={choice ?? ''}
        aria-labelledby={heading}
        onValueChange={(side: string) => onChoose(side as Side)}
        style={{ display: 'block' }}
      >
        <Grid.Root gap={4}>
          {SIDES.map((side) => (
            <Grid.Item key={side} col={6} xs={12} direction="column" alignItems="stretch">
              <Box
                hasRadius
                height="100%"
                padding={3}
                borderColor={choice === side ? 'primary600' : 'neutral200'}
                background={choice === side ? 'primary100' : 'neutral0'}
              >
                <Radio.Item value={side}>
                  {formatMessage({ id: pluginMessageId(`conflict.${side}`) })}
                </Radio.Item>
                <Box paddingTop={2} maxHeight="24rem" overflow="auto" tabIndex={0}>
                  <Typography
                    tag="div"
                    variant="omega"
                    textColor={texts[side] === '' ? 'neutral600' : 'neutral800'}
                    style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
                    data-side={side}
                  >
                    {texts[side] === '' ? (
                      formatMessage({ id: pluginMessageId('conflict.nothing') })
                    ) : (
                      <Marked pieces={pieces[side]} />
                    )}
                  </Typography>
                </Box>
              </Box>
            </Grid.Item>
          ))}
        </Grid.Root>
      </Radio.Group>
    </Box>
  );
};
