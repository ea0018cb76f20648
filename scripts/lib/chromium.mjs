import { existsSync } from 'node:fs';

/** Where systems put a Chromium, or Chrome; the browser tests look in the same places. */
const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const findChromium = () => PLACES.find((place) => place && existsSync(place));
