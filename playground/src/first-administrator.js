'use strict';

const { randomInt } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const EMAIL = 'admin@example.com';

/** Without characters that look alike, because people type the password. */
const CHARACTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Strapi's rules for passwords, which its forms check, but not its service. */
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
 * Creates the first administrator of a new site. The login is stored in a file for the demo, which prints it each time it
 * starts; a new database gets the same password again.
 */
const ensureFirstAdministrator = async (strapi) => {
  const users = strapi.service('admin::user');
  if (await users.exists()) return;
  const file = path.join(strapi.dirs.app.root, '.tmp', 'first-administrator.json');
  const stored = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).password : undefined;
  const password = chosenPassword() ?? stored ?? randomPassword();
  await users.createFirstAdmin({ email: EMAIL, password, firstname: 'First', lastname: 'Administrator' });
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ email: EMAIL, password }, null, 2)}\n`, { mode: 0o600 });
  strapi.log.info(`First administrator: ${EMAIL}, password ${password}`);
};

module.exports = { ensureFirstAdministrator };
