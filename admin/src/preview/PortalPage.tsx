import { Typography } from '@strapi/design-system';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { useIntl } from 'react-intl';
import { pluginMessageId } from '../messages';
import { useInspection, type EditedArticle } from './use-inspection';

type Format = 'blocks' | 'html' | 'markdown';

const FORMATS: readonly unknown[] = ['blocks', 'html', 'markdown'] satisfies Format[];

interface Props {
  /** The signed address of the portal's page. */
  url: string;
  title: string;
  article: EditedArticle;
  style: CSSProperties;
}

interface FollowerProps {
  article: EditedArticle;
  format: Format;
  send: (guide: object) => void;
}

/** Sends the draft to the portal after each pause in typing. */
const Follower = ({ article, format, send }: FollowerProps) => {
  const guide = useInspection(article, format)?.guide;
  const latestSend = useRef(send);
  latestSend.current = send;
  useEffect(() => {
    if (guide) latestSend.current(guide);
  }, [guide]);
  return null;
};

/**
 * Shows the portal's page of a draft. A portal that says `career-field:ready` receives what is typed, as `followDraft` of
 * the client does; another one shows what is saved.
 */
export const PortalPage = ({ url, title, article, style }: Props) => {
  const { formatMessage } = useIntl();
  const frame = useRef<HTMLIFrameElement>(null);
  const [format, setFormat] = useState<Format>();
  const { origin } = new URL(url);

  useEffect(() => {
    const receive = ({ origin: sender, source, data }: MessageEvent<unknown>): void => {
      const { type, format: wanted } = (data ?? {}) as { type?: unknown; format?: unknown };
      if (sender !== origin || source !== frame.current?.contentWindow || type !== 'career-field:ready')
        return;
      setFormat(FORMATS.includes(wanted) ? (wanted as Format) : 'blocks');
    };
    window.addEventListener('message', receive);
    return () => window.removeEventListener('message', receive);
  }, [origin]);

  return (
    <>
      {format ? (
        <Follower
          article={article}
          format={format}
          send={(guide) =>
            frame.current?.contentWindow?.postMessage({ type: 'career-field:draft', guide }, origin)
          }
        />
      ) : (
        <Typography variant="pi" textColor="neutral600" padding={2}>
          {formatMessage({ id: pluginMessageId('preview.saved-only') })}
        </Typography>
      )}
      <iframe ref={frame} title={title} src={url} style={style} />
    </>
  );
};
