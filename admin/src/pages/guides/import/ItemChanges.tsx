import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { ImportChange, ImportItem } from '../../../../../server/src/admin-api/import-contracts';
import { fieldName } from '../../../messages';
import { PLUGIN_ID } from '../../../plugin';
import { useText } from '../../../use-text';

const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((step) => step !== '');

const Version = ({ name, value }: { name: 'old' | 'new'; value: string | null }) => {
  const text = useText();
  return (
    <Box flex="1" minWidth="0">
      <Typography variant="sigma" textColor="neutral600" tag="p">
        {text(`import.change.${name}`)}
      </Typography>
      <Typography
        variant="pi"
        tag="p"
        textColor={value === null ? 'neutral600' : name === 'old' ? 'danger700' : 'success700'}
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {value ?? text('import.change.nothing')}
      </Typography>
    </Box>
  );
};

const Change = ({ type, change }: { type: string; change: ImportChange }) => {
  const text = useText();
  const { locale: language } = useIntl();
  const name =
    change.path === 'status'
      ? text('import.change.status')
      : fieldName(`plugin::${PLUGIN_ID}.${type}`, stepsOf(change.path), language);
  return (
    <Box tag="li" paddingTop={2} paddingBottom={2}>
      <Typography variant="pi" fontWeight="bold">
        {name}
      </Typography>
      <Flex gap={4} alignItems="flex-start">
        <Version name="old" value={change.old} />
        <Version name="new" value={change.new} />
      </Flex>
    </Box>
  );
};

/** The fields in which the site and a file differ, folded. */
export const ItemChanges = ({ item: { type, changes, moreChanges } }: { item: ImportItem }) => {
  const text = useText();
  if (changes.length === 0) return null;
  return (
    <Box tag="details">
      <Typography tag="summary" variant="pi" textColor="neutral600" style={{ cursor: 'pointer' }}>
        {text('import.changes', { count: changes.length + moreChanges })}
      </Typography>
      <Box tag="ul" paddingLeft={4}>
        {changes.map((change) => (
          <Change key={change.path} type={type} change={change} />
        ))}
        {moreChanges > 0 && (
          <Typography tag="li" variant="pi">
            {text('import.more', { count: moreChanges })}
          </Typography>
        )}
      </Box>
    </Box>
  );
};
