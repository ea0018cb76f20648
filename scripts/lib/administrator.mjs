import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PLAYGROUND } from './paths.mjs';

/** Where the playground keeps the login that it has made. */
const FILE = path.join(PLAYGROUND, '.tmp', 'first-administrator.json');

/**
 * The login of the playground's first administrator.
 *
 * @returns e-mail and password, the password undefined when it is not the one that was made: somebody changed it, or
 *   the site had an administrator before
 */
export const findAdministrator = async (origin) => {
  if (!existsSync(FILE)) return { email: undefined, password: undefined };
  const { email, password } = JSON.parse(readFileSync(FILE, 'utf8'));
  const response = await fetch(`${origin}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const isRefused = response.status === 400;
  return { email, password: isRefused ? undefined : password };
};
