import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Starts the installed Chromium. `npm test` runs the browser suite only where it finds one. */
export const launchBrowser = (): Promise<Browser> => {
  const executablePath = CANDIDATES.find((candidate) => candidate && existsSync(candidate));
  if (!executablePath) throw new Error('There is no Chromium. Install one, or set CHROMIUM_PATH to it.');
  return chromium.launch({
    executablePath,
    // Without a sandbox because tests may run as root; the other options prevent requests to the Internet.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};
