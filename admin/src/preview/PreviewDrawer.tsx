import { Box, Button, Flex, IconButton, Loader, Portal, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { useIntl } from 'react-intl';
import type { PortalAddress } from '../../../server/src/admin-api/contracts';
import { pluginMessageId } from '../messages';
import { PLUGIN_ID } from '../plugin';
import { PlainPage } from './PlainPage';
import { PortalPage } from './PortalPage';
import { useInspection, type EditedArticle } from './use-inspection';

/** The width of each device in pixels, and of the drawer that shows it. */
const DEVICES = {
  phone: { width: 390, drawer: '390px' },
  desktop: { width: 1280, drawer: 'min(70vw, 1280px)' },
} as const;

type Device = keyof typeof DEVICES;

/** Returns the signed address of the portal's preview; null without one, undefined until it is known. */
const usePortalAddress = ({ documentId, locale }: EditedArticle): string | null | undefined => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [url, setUrl] = useState<string | null>();
  useEffect(() => {
    let isCancelled = false;
    const load = async (): Promise<string | null> => {
      if (!documentId) return null;
      const params = { documentId, locale };
      const path = `/${PLUGIN_ID}/drafts/portal-address`;
      const { data } = await latestGet.current<{ data: PortalAddress }>(path, { params });
      return data.data.url;
    };
    void load()
      // The plain page needs no address.
      .catch(() => null)
      .then((found) => {
        if (!isCancelled) setUrl(found);
      });
    return () => {
      isCancelled = true;
    };
  }, [documentId, locale]);
  return url;
};

interface FrameProps {
  article: EditedArticle;
  title: string;
  style: CSSProperties;
}

const PlainPreview = ({ article, ...frame }: FrameProps) => {
  const { formatMessage } = useIntl();
  const draft = useInspection(article, 'page');
  return (
    <>
      {draft?.hasFailed && (
        <Typography role="status" variant="pi" textColor="danger600" padding={2}>
          {formatMessage({ id: pluginMessageId('preview.failed') })}
        </Typography>
      )}
      {draft?.page === undefined ? !draft && <Loader /> : <PlainPage page={draft.page} {...frame} />}
    </>
  );
};

/** Fits a frame of a device into the drawer, which may be narrower than a desktop. */
const useFrameStyle = (device: Device): [CSSProperties, (element: HTMLElement | null) => void] => {
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setSize(entry?.contentRect));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  const { width } = DEVICES[device];
  const scale = size ? Math.min(1, size.width / width) : 1;
  return [
    {
      width,
      height: size ? size.height / scale : '100%',
      border: 0,
      background: 'white',
      flex: 'none',
      transform: `scale(${scale})`,
      transformOrigin: 'top left',
    },
    setElement,
  ];
};

interface Props {
  article: EditedArticle;
  onClose: () => void;
}

/** The draft beside the form, as it is typed: on the portal if the site has named one, otherwise as a plain page. */
const PreviewDrawer = ({ article, onClose }: Props) => {
  const { formatMessage } = useIntl();
  const say = (name: string): string => formatMessage({ id: pluginMessageId(`preview.${name}`) });
  const [device, setDevice] = useState<Device>('phone');
  const [style, measure] = useFrameStyle(device);
  const url = usePortalAddress(article);
  const frame = { article, title: say('frame'), style };
  return (
    <Portal>
      <Flex
        tag="section"
        aria-label={say('title')}
        direction="column"
        alignItems="stretch"
        background="neutral0"
        shadow="popupShadow"
        position="fixed"
        top={0}
        right={0}
        bottom={0}
        style={{ width: DEVICES[device].drawer, zIndex: 200 }}
        onKeyDown={({ key }: { key: string }) => {
          if (key === 'Escape') onClose();
        }}
      >
        <Flex justifyContent="space-between" padding={2} gap={2}>
          <Flex role="group" aria-label={say('device')} gap={1}>
            {(Object.keys(DEVICES) as Device[]).map((each) => (
              <Button
                key={each}
                size="S"
                variant={each === device ? 'secondary' : 'ghost'}
                aria-pressed={each === device}
                onClick={() => setDevice(each)}
              >
                {say(`device.${each}`)}
              </Button>
            ))}
          </Flex>
          <IconButton label={say('close')} variant="ghost" onClick={onClose}>
            <Cross />
          </IconButton>
        </Flex>
        <Box ref={measure} flex="1" overflow="hidden">
          {url === undefined && <Loader />}
          {url === null && <PlainPreview key={article.locale} {...frame} />}
          {url && <PortalPage key={url} url={url} {...frame} />}
        </Box>
      </Flex>
    </Portal>
  );
};

export default PreviewDrawer;
