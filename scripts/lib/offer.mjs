import path from 'node:path';
import { graphqlCommand, restAddresses } from './addresses.mjs';
import { ROOT } from './paths.mjs';
import { LOG } from './playground.mjs';

const LINE = '─'.repeat(78);

/** What the demo ends with: where to go, and what to type there. */
export const describeOffer = (origin, { email, password }) => {
  const rest = Object.entries(restAddresses(origin)).map(
    ([title, address]) => `    ${title}\n      ${address}`
  );
  return [
    LINE,
    '  The playground is running.',
    '',
    `  Admin      ${origin}/admin`,
    `  E-mail     ${email ?? '(the one that you registered with)'}`,
    `  Password   ${password ?? '(the one that you have set yourself)'}`,
    '',
    '  REST, for a browser or curl',
    ...rest,
    '',
    '  GraphQL, for a shell',
    `      ${graphqlCommand(origin)}`,
    '',
    `  Strapi's log is in ${path.relative(ROOT, LOG)}. Ctrl-C stops everything.`,
    LINE,
  ].join('\n');
};
