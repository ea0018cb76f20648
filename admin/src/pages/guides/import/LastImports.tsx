import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { ImportRun } from '../../../../../server/src/admin-api/import-contracts';
import { useText } from '../../../use-text';
import { Card } from '../../Card';
import { useResource } from '../../use-resource';

const Run = ({ run: { startedAt, finishedAt, origin, name, source, counts } }: { run: ImportRun }) => {
  const text = useText();
  const { formatDate } = useIntl();
  const who = origin === 'admin' ? (name ?? text('history.actor.unknown')) : text(`import.runs.${origin}`);
  return (
    <Box tag="li" paddingTop={2} paddingBottom={2}>
      <Typography tag="p" fontWeight="bold">
        {source ?? text('import.shipped')}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {formatDate(startedAt, { dateStyle: 'medium', timeStyle: 'short' })} · {who}
      </Typography>
      <Typography tag="p" variant="pi">
        {finishedAt && counts ? text('import.runs.counts', counts) : text('import.runs.unfinished')}
      </Typography>
    </Box>
  );
};

/** The last imports that have written something: who, when, what. */
export const LastImports = () => {
  const text = useText();
  const { data } = useResource<ImportRun[]>('imports/runs');
  if (!data || data.length === 0) return null;
  return (
    <Card title={text('import.runs')} hint={text('import.runs.hint')}>
      <ul>
        {data.map((run) => (
          <Run key={run.startedAt} run={run} />
        ))}
      </ul>
    </Card>
  );
};
