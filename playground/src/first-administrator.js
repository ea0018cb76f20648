'use strict';

const { randomInt } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const EMAIL = 'admin@example.com';

/** Without characters that are taken for one another, because somebody will type it. */
const CHARACTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What Strapi asks of a password. Its forms check that, its service does not. */
const isAllowed = (password) =>
  [/^.{8,}$/, /[a-z]/, /[A-Z]/, /\d/].every((rule) => rule.test(password)) &&
  Buffer.byteLength(password) <= 72;

const randomPassword = () => {
  const password = Array.from({ length: 16 }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
  return isAllowed(password) ? password : randomPassword();
};

const chosenPassword = () => {
  const password = process.env.ADMIN_PASSWORD;
  if (password && !isAllowed(password)) {
    throw new Error(
      'ADMIN_PASSWORD must have 8 to 72 characters, among them a small letter, a capital letter and a digit.'
    );
  }
  return password;
};

/**
 * Gives a new site an administrator, so that one can log in at once. The login is kept in a file for the demo, which
 * prints it at every start; a new database gets the same password again.
 */
const ensureFirstAdministrator = async (strapi) => {
  const users = strapi.service('admin::user');
  if (await users.exists()) return;
  const file = path.join(strapi.dirs.app.root, '.tmp', 'first-administrator.json');
  const remembered = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).password : undefined;
  const password = chosenPassword() ?? remembered ?? randomPassword();
  await users.createFirstAdmin({ email: EMAIL, password, firstname: 'First', lastname: 'Administrator' });
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ email: EMAIL, password }, null, 2)}\n`, { mode: 0o600 });
  strapi.log.info(`First administrator: ${EMAIL}, password ${password}`);
};

module.exports = { ensureFirstAdministrator };
