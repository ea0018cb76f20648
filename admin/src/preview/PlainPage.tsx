import { useEffect, useRef, useState, type CSSProperties } from 'react';

interface Props {
  /** A whole page in HTML. */
  page: string;
  title: string;
  style: CSSProperties;
}

/**
 * Shows the plugin's own page of a draft in a frame without scripts. A later page takes the place of the body, so that the
 * reader stays where she has scrolled to.
 */
export const PlainPage = ({ page, title, style }: Props) => {
  const frame = useRef<HTMLIFrameElement>(null);
  const [first] = useState(page);
  const isLoaded = useRef(false);
  const latest = useRef(page);
  latest.current = page;

  const show = (): void => {
    const shown = frame.current?.contentDocument;
    if (!shown?.body || !isLoaded.current) return;
    const { body, documentElement } = new DOMParser().parseFromString(latest.current, 'text/html');
    shown.documentElement.lang = documentElement.lang;
    shown.body.replaceChildren(...body.childNodes);
  };
  useEffect(show, [page]);

  return (
    <iframe
      ref={frame}
      title={title}
      // From here the body is replaced; without `allow-scripts`, nothing in it runs.
      sandbox="allow-same-origin allow-popups"
      srcDoc={first}
      style={style}
      onLoad={() => {
        isLoaded.current = true;
        show();
      }}
    />
  );
};
