import { GRAPHQL_QUERY, restAddresses } from './addresses.mjs';
import { Stop } from './stop.mjs';

const asked = async (address, options) => {
  const response = await fetch(address, options);
  const body = await response.json();
  if (!response.ok || body.errors) {
    throw new Stop(`${address} answers ${response.status}: ${JSON.stringify(body)}`);
  }
  return body.data;
};

/**
 * Tries what is about to be printed, because a demo that prints an address that does not work is worse than none.
 *
 * @throws Stop naming the address that fails or finds nothing
 */
export const checkOffer = async (origin) => {
  for (const address of Object.values(restAddresses(origin))) {
    if ((await asked(address)).length === 0) throw new Stop(`${address} finds nothing.`);
  }
  const data = await asked(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: GRAPHQL_QUERY }),
  });
  if (data.careerFieldGuides.nodes.length === 0)
    throw new Stop(`The GraphQL query finds nothing: ${GRAPHQL_QUERY}`);
};
