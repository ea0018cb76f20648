import { Box, Flex, Radio, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { ImportPlan } from '../../../../../server/src/admin-api/import-contracts';
import { nameOf } from '../../../../../texts';
import { localeName } from '../../../locales';
import { PLUGIN_ID } from '../../../plugin';
import { useText } from '../../../use-text';
import { Card } from '../../Card';
import { ItemChanges } from './ItemChanges';
import { documentsIn, OUTCOMES, type PlannedDocument } from './plan-groups';

interface DecisionProps {
  document: PlannedDocument;
  isTaken: boolean;
  onDecide: (isTaken: boolean) => void;
}

/** Decides between the site's version and that of the file, for all languages of a document. */
const Decision = ({ document: { id, outcome }, isTaken, onDecide }: DecisionProps) => {
  const text = useText();
  const kind = outcome === 'deleted' ? 'deleted' : 'kept';
  return (
    <Radio.Group
      aria-label={text('import.decide', { document: id })}
      value={isTaken ? 'take' : 'keep'}
      onValueChange={(value) => onDecide(value === 'take')}
    >
      <Flex gap={4}>
        <Radio.Item value="keep">{text(`import.decide.${kind}.keep`)}</Radio.Item>
        <Radio.Item value="take">{text(`import.decide.${kind}.take`)}</Radio.Item>
      </Flex>
    </Radio.Group>
  );
};

const PlannedEntry = (props: DecisionProps) => {
  const text = useText();
  const { locale: language } = useIntl();
  const { items, isDecided } = props.document;
  const [first] = items;
  if (!first) return null;
  return (
    <Box tag="li" paddingTop={3} paddingBottom={3}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex gap={4} justifyContent="space-between" wrap="wrap">
          <Typography fontWeight="bold">
            {nameOf(`plugin::${PLUGIN_ID}.${first.type}`, language)}: {first.key}
          </Typography>
          {isDecided && <Decision {...props} />}
        </Flex>
        {items.map((item) => (
          <Box key={item.locale} paddingLeft={4}>
            <Typography variant="pi" textColor="neutral800">
              {localeName(item.locale, language)}
              {item.reason ? `: ${text(`import.reason.${item.reason}`)}` : ''}
            </Typography>
            <ItemChanges item={item} />
          </Box>
        ))}
      </Flex>
    </Box>
  );
};

const Issues = ({ plan: { issues, moreIssues } }: { plan: ImportPlan }) => {
  const text = useText();
  return (
    <Card title={text('import.issues')} hint={text('import.issues.hint')}>
      <Box tag="ul" role="alert">
        {issues.map(({ file, line, column, path, message }) => (
          <Box key={`${file} ${line} ${column} ${path} ${message}`} tag="li" paddingBottom={2}>
            <Typography fontWeight="bold">{text('import.issue.place', { file, line })}</Typography>{' '}
            {path !== '' && <Typography textColor="neutral600">{path}: </Typography>}
            <Typography>{message}</Typography>
          </Box>
        ))}
      </Box>
      {moreIssues > 0 && <Typography>{text('import.more', { count: moreIssues })}</Typography>}
    </Card>
  );
};

interface Props {
  plan: ImportPlan;
  /** Documents whose files are taken. */
  taken: ReadonlySet<string>;
  onDecide: (id: string, isTaken: boolean) => void;
}

/** What an import would do: what is wrong, what is to be decided, and what would be written. */
export const PlanView = ({ plan, taken, onDecide }: Props) => {
  const text = useText();
  const { counts, items, moreItems, skippedLocales, notes } = plan;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Typography role="status" fontWeight="bold">
        {text('import.counts', { ...counts })}
      </Typography>
      {plan.issues.length > 0 && <Issues plan={plan} />}
      {skippedLocales.length > 0 && (
        <Typography>{text('import.skipped', { locales: skippedLocales.join(', ') })}</Typography>
      )}
      {notes.map((note) => (
        <Typography key={note}>{note}</Typography>
      ))}
      {OUTCOMES.filter((outcome) => items.some((item) => item.outcome === outcome)).map((outcome) => (
        <Card
          key={outcome}
          title={text(`import.group.${outcome}`)}
          hint={text(`import.group.${outcome}.hint`)}
        >
          <Box tag="ul">
            {documentsIn(items, outcome).map((document) => (
              <PlannedEntry
                key={document.id}
                document={document}
                isTaken={taken.has(document.id)}
                onDecide={(isTaken) => onDecide(document.id, isTaken)}
              />
            ))}
          </Box>
        </Card>
      ))}
      {moreItems > 0 && <Typography>{text('import.more', { count: moreItems })}</Typography>}
    </Flex>
  );
};
