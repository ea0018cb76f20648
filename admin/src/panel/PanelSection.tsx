import { Box, Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  /** Beside the title, such as a number. */
  note?: ReactNode;
  children: ReactNode;
}

/** A part of the panel with its heading. */
export const PanelSection = ({ title, note, children }: Props) => {
  const id = useId();
  return (
    <Box tag="section" aria-labelledby={id} width="100%">
      <Flex justifyContent="space-between" alignItems="baseline" gap={2} paddingBottom={1}>
        <Typography id={id} tag="h3" variant="omega" fontWeight="bold">
          {title}
        </Typography>
        {note !== undefined && (
          <Typography variant="pi" textColor="neutral600">
            {note}
          </Typography>
        )}
      </Flex>
      {children}
    </Box>
  );
};
