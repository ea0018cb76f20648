// Shows the guides as readers see them: starts the playground, builds the example portal from its API, serves it beside.
import { findAdministrator } from './lib/administrator.mjs';
import { ensurePanel, ensurePlugin } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { startPlayground } from './lib/playground.mjs';
import { describePortal } from './lib/portal-offer.mjs';
import { buildPortal, servePortal } from './lib/portal.mjs';
import { choosePort } from './lib/port.mjs';
import { step } from './lib/step.mjs';
import { stopOnSignal } from './lib/stop-on-signal.mjs';
import { runScript, Stop } from './lib/stop.mjs';

const COMMAND = 'npm run demo:portal';

await runScript(async () => {
  checkNodeVersion();
  const port = await choosePort({ variable: 'PORT', standard: 1337, command: COMMAND });
  const portalPort = await choosePort({ variable: 'PORTAL_PORT', standard: 4321, command: COMMAND });
  if (port === portalPort)
    throw new Stop(`PORT and PORTAL_PORT are both ${port}. Choose another one for one of them.`);
  const origin = `http://localhost:${port}`;
  const portal = `http://localhost:${portalPort}`;
  await ensureInstalled();
  await ensurePlugin();
  await ensurePanel();

  const build = new AbortController();
  const programs = [startPlayground(port, { PORTAL_URL: portal })];
  const stopAll = async () => {
    build.abort();
    await Promise.all(programs.map(({ stop }) => stop()));
  };
  const isStopping = stopOnSignal(stopAll);
  try {
    await step('Starting Strapi (the first time: half a minute)', programs[0].ready);
    await buildPortal({ api: origin, portal }, build.signal);
    programs.push(servePortal(portalPort));
    await step('Starting the portal', programs[1].ready);
    console.log(`\n${describePortal({ portal, origin }, await findAdministrator(origin))}`);
  } catch (error) {
    // An end that somebody requested is no failure.
    if (isStopping()) return;
    await stopAll();
    throw error;
  }
  const { code, signal } = await Promise.race(programs.map(({ ended }) => ended));
  if (isStopping()) return;
  await stopAll();
  throw new Stop(`The playground or the portal has ended by itself (${signal ?? `exit code ${code}`}).`);
});
