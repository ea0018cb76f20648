import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Layouts, Page, useNotification, useRBAC } from '@strapi/strapi/admin';
import type { SettingsResponse } from '../../../../server/src/admin-api/contracts';
import { PERMISSIONS } from '../../permissions';
import { useText } from '../../use-text';
import { CacheCard } from './CacheCard';
import { EditorsCard } from './EditorsCard';
import { FreshnessCard } from './FreshnessCard';
import { LinksCard } from './LinksCard';
import { PartOrderCard } from './PartOrderCard';
import { PublicReadCard } from './PublicReadCard';
import { TranslationsCard } from './TranslationsCard';
import type { SettingProps } from './settings-page';
import { useResource } from '../use-resource';
import { VacanciesCard } from './VacanciesCard';

const DOCUMENTATION = 'https://www.npmjs.com/package/strapi-plugin-career-field';

const Cards = () => {
  const text = useText();
  const { toggleNotification } = useNotification();
  const { isLoading, allowedActions } = useRBAC({ update: PERMISSIONS.updateSettings });
  const { data, hasFailed, send } = useResource<SettingsResponse>('settings');
  if (hasFailed) return <Page.Error />;
  if (!data || isLoading) return <Page.Loading />;
  const save: SettingProps['save'] = async (values) => {
    const isSaved = await send('put', { values });
    if (isSaved) toggleNotification({ type: 'success', message: text('settings.saved') });
    return isSaved;
  };
  const props = { settings: data.settings, canUpdate: allowedActions.canUpdate === true, save };
  return (
    <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={8}>
      <EditorsCard />
      <PublicReadCard {...props} hasPublicRole={data.hasPublicRole} />
      <FreshnessCard {...props} />
      <TranslationsCard {...props} />
      <PartOrderCard {...props} parts={data.parts} />
      <VacanciesCard canUpdate={props.canUpdate} />
      <LinksCard canUpdate={props.canUpdate} />
      <CacheCard canUpdate={props.canUpdate} />
      <Box>
        <Typography variant="pi" textColor="neutral600">
          {text('settings.version', { version: data.version })}{' '}
        </Typography>
        <Link href={DOCUMENTATION} isExternal>
          {text('settings.documentation')}
        </Link>
      </Box>
    </Flex>
  );
};

/** The plugin's page among the settings. */
const SettingsPage = () => {
  const text = useText();
  return (
    <Page.Protect permissions={PERMISSIONS.readSettings}>
      <Page.Main>
        <Page.Title>{text('settings.title')}</Page.Title>
        <Layouts.Header title={text('settings.title')} subtitle={text('settings.subtitle')} />
        <Layouts.Content>
          <Cards />
        </Layouts.Content>
      </Page.Main>
    </Page.Protect>
  );
};

export default SettingsPage;
