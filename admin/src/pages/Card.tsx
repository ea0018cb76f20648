import { Box, Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  hint: string;
  children: ReactNode;
}

/** One group of settings. */
export const Card = ({ title, hint, children }: Props) => {
  const id = useId();
  return (
    <Box tag="section" aria-labelledby={id} background="neutral0" hasRadius shadow="tableShadow" padding={6}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography id={id} variant="delta" tag="h2">
            {title}
          </Typography>
          <Box maxWidth="80rem">
            <Typography variant="omega" textColor="neutral600">
              {hint}
            </Typography>
          </Box>
        </Flex>
        {children}
      </Flex>
    </Box>
  );
};
