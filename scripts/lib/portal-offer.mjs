import path from 'node:path';
import { PORTAL, ROOT } from './paths.mjs';

const LINE = '─'.repeat(78);

/** What the portal's demo ends with: where to go, and how what one writes gets there. */
export const describePortal = ({ portal, origin }, { email, password }) =>
  [
    LINE,
    '  The portal is running, built from the guides of the playground beside it.',
    '',
    `  Portal     ${portal}`,
    `  German     ${portal}/de/backend`,
    `  English    ${portal}/en/backend`,
    '',
    `  Admin      ${origin}/admin`,
    `  E-mail     ${email ?? '(the one that you registered with)'}`,
    `  Password   ${password ?? '(the one that you have set yourself)'}`,
    '',
    `  The pages show what was published when they were built. To build them as you write, beside this:`,
    `      cd ${path.relative(ROOT, PORTAL)} && CAREER_FIELD_API=${origin} npm run dev -- --port ${Number(new URL(portal).port) + 1}`,
    '',
    '  Ctrl-C stops everything.',
    LINE,
  ].join('\n');
