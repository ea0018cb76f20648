/** Where a guide is on this portal, as the plugin's option `site.guidePath` has it. */
export const guidePath = ({ locale, slug }: { locale: string; slug: string }): string =>
  `/${locale}/${encodeURIComponent(slug)}`;

export const indexPath = (locale: string): string => `/${locale}`;

/** A form that sends its own fields loses the query of its address: here they are, to be sent along. */
export const formOf = (url: string): { action: string; fields: [string, string][] } => {
  const [action = '', query = ''] = url.split('?', 2);
  return { action, fields: [...new URLSearchParams(query)] };
};
