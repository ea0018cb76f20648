import { Box, Flex, Tabs } from '@strapi/design-system';
import { Layouts, Page, useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { PERMISSIONS } from '../../permissions';
import { useText } from '../../use-text';
import { FileButtons } from './FileButtons';
import { GuideList } from './GuideList';
import { NewGuideButton } from './NewGuideButton';
import { viewIn, VIEWS, type PageAddress, type View } from './views';

const Views = () => {
  const text = useText();
  const [{ query: address }, setAddress] = useQueryParams<PageAddress>();
  const view = viewIn(address);
  const [checksLinks, setChecksLinks] = useState(view === 'links');
  const views = (Object.keys(VIEWS) as View[]).filter((name) => name !== 'links' || checksLinks);
  const open = (next: string): void => {
    // What belongs to one view, its order and page, does not go into another.
    const { _q: search, mine, languages, pageSize } = address;
    const kept = Object.entries({ _q: search, mine, languages, pageSize }).filter(([, value]) => value);
    setAddress({ view: next, ...Object.fromEntries(kept) }, 'push', true);
  };
  return (
    <Tabs.Root value={view} onValueChange={open} variant="simple">
      <Tabs.List aria-label={text('guides.views')}>
        {views.map((name) => (
          <Tabs.Trigger key={name} value={name}>
            {text(`guides.view.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={view}>
        <Box paddingTop={4}>
          <GuideList key={view} onChecksLinks={setChecksLinks} />
        </Box>
      </Tabs.Content>
    </Tabs.Root>
  );
};

/** The page of all guides in all languages. */
const GuidesPage = () => {
  const text = useText();
  return (
    <Page.Protect permissions={PERMISSIONS.readOverview}>
      <Page.Main>
        <Page.Title>{text('guides.title')}</Page.Title>
        <Layouts.Header
          title={text('guides.title')}
          subtitle={text('guides.subtitle')}
          primaryAction={
            <Flex gap={2}>
              <FileButtons />
              <NewGuideButton />
            </Flex>
          }
        />
        <Layouts.Content>
          <Views />
        </Layouts.Content>
      </Page.Main>
    </Page.Protect>
  );
};

export default GuidesPage;
