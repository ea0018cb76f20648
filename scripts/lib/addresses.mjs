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
    'The Backend guide in German': address('articles', {
      locale: 'de',
      'filters[slug]': 'backend',
      populate: '*',
    }),
    'All articles in English': address('articles', { locale: 'en', sort: 'title' }),
    'Skills in German': address('skills', { locale: 'de', sort: 'name' }),
  };
};

export const GRAPHQL_QUERY =
  '{ careerFieldArticles(locale: "en") { title slug category { name } areas { items { title text } } } }';

/** The GraphQL query as a command for a shell. */
export const graphqlCommand = (origin) =>
  [
    `curl -s ${origin}/graphql`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify({ query: GRAPHQL_QUERY })}'`,
  ].join(' ');
