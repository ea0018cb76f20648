/**
 * What the demo offers to try, by what it shows. Brackets are percent-encoded, so that an address works in a browser,
 * in a terminal that makes links of addresses, and in curl, which takes brackets for a range.
 *
 * @param origin such as `http://localhost:1337`
 */
export const restAddresses = (origin) => {
  const address = (type, parameters) =>
    `${origin}/api/career-field/${type}?${new URLSearchParams(parameters)}`;
  return {
    'The Backend guide in German, everything that a page needs': address('guides/backend', {
      locale: 'de',
      format: 'html',
    }),
    'All guides in English, with what they can be filtered by': address('guides', { locale: 'en' }),
    'The article as Strapi has it': address('articles', {
      locale: 'de',
      'filters[slug]': 'backend',
      populate: '*',
    }),
  };
};

export const GRAPHQL_QUERY =
  '{ careerFieldGuides(locale: "en", q: "backend", pageSize: 1) { nodes { guide { title lead toc { label anchor } } } } }';

/** The GraphQL query as a command for a shell. */
export const graphqlCommand = (origin) =>
  [
    `curl -s ${origin}/graphql`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify({ query: GRAPHQL_QUERY })}'`,
  ].join(' ');
