import { Box, Button, Flex, Link, Loader, ProgressBar, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';
import type { ImportProgress } from '../../../../../server/src/admin-api/import-contracts';
import { PERMISSIONS } from '../../../permissions';
import { useText } from '../../../use-text';
import { Card } from '../../Card';
import { GUIDES_PAGE } from '../address';
import { FileChooser } from './FileChooser';
import { LastImports } from './LastImports';
import { PlanView } from './PlanView';
import { ShippedCard } from './ShippedCard';
import { useImport, type ImportState } from './use-import';

const Progress = ({ progress }: { progress: ImportProgress }) => {
  const text = useText();
  const phase = progress?.phase ?? 'planning';
  return (
    <Flex direction="column" gap={4} padding={8}>
      {progress && progress.total > 0 ? (
        <ProgressBar
          aria-label={text(`import.progress.${phase}`)}
          value={(100 * progress.done) / progress.total}
        />
      ) : (
        <Loader>{text('import.progress.planning')}</Loader>
      )}
      <Typography role="status">
        {text(`import.progress.${phase}`, { done: progress?.done ?? 0, total: progress?.total ?? 0 })}
      </Typography>
    </Flex>
  );
};

const Done = ({ applied, onRestart }: Required<Pick<ImportState, 'applied'>> & { onRestart: () => void }) => {
  const text = useText();
  const { counts, failures } = applied;
  return (
    <Card title={text('import.done')} hint={text('import.counts', { ...counts })}>
      {failures.length > 0 && (
        <Box tag="ul" role="alert">
          {failures.map(({ id, message }) => (
            <Typography key={id} tag="li" display="block" textColor="danger600">
              {id}: {message}
            </Typography>
          ))}
        </Box>
      )}
      <Flex gap={4}>
        <Button variant="secondary" onClick={onRestart}>
          {text('import.again')}
        </Button>
        <Link tag={NavLink} to={`/${GUIDES_PAGE}`}>
          {text('import.back')}
        </Link>
      </Flex>
    </Card>
  );
};

const Steps = () => {
  const text = useText();
  const { state, progress, plan, apply, restart } = useImport();
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const start: typeof plan = (source) => {
    setTaken(new Set());
    return plan(source);
  };
  const decide = (id: string, isTaken: boolean): void =>
    setTaken((before) => new Set([...before].filter((each) => each !== id).concat(isTaken ? [id] : [])));
  if (state.step === 'planning' || state.step === 'applying') return <Progress progress={progress} />;
  if (state.step === 'done' && state.applied) return <Done applied={state.applied} onRestart={restart} />;
  const counts = state.plan?.counts;
  const canApply =
    counts !== undefined && state.plan?.issues.length === 0 && counts.create + counts.update + taken.size > 0;
  return (
    <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={8}>
      {state.error && (
        <Typography role="alert" textColor="danger600">
          {state.error}
        </Typography>
      )}
      {state.isOtherPlan && (
        <Typography role="alert" fontWeight="bold">
          {text('import.otherPlan')}
        </Typography>
      )}
      {state.step === 'plan' && state.plan ? (
        <>
          <PlanView plan={state.plan} taken={taken} onDecide={decide} />
          <Flex gap={2}>
            <Button disabled={!canApply} onClick={() => void apply([...taken])}>
              {text('import.apply')}
            </Button>
            <Button variant="tertiary" onClick={restart}>
              {text('import.cancel')}
            </Button>
          </Flex>
        </>
      ) : (
        <>
          <FileChooser onPlan={(files, escoVersion) => void start({ kind: 'files', files, escoVersion })} />
          <ShippedCard onPlan={() => void start({ kind: 'shipped', files: [], escoVersion: '' })} />
          <LastImports />
        </>
      )}
    </Flex>
  );
};

/** Imports files, after a plan of what would happen. */
const ImportPage = () => {
  const text = useText();
  return (
    <Page.Protect permissions={PERMISSIONS.import}>
      <Page.Main>
        <Page.Title>{text('import.title')}</Page.Title>
        <Layouts.Header
          title={text('import.title')}
          subtitle={text('import.subtitle')}
          navigationAction={
            <Link tag={NavLink} startIcon={<ArrowLeft />} to={`/${GUIDES_PAGE}`}>
              {text('import.back')}
            </Link>
          }
        />
        <Layouts.Content>
          <Steps />
        </Layouts.Content>
      </Page.Main>
    </Page.Protect>
  );
};

export default ImportPage;
