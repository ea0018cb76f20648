// Shows the plugin in a real Strapi: installs and builds what is missing, starts the playground, and says where it is.
import { findAdministrator } from './lib/administrator.mjs';
import { ensurePanel, ensurePlugin } from './lib/build.mjs';
import { checkOffer } from './lib/check-offer.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { describeOffer } from './lib/offer.mjs';
import { startPlayground } from './lib/playground.mjs';
import { choosePort } from './lib/port.mjs';
import { step } from './lib/step.mjs';
import { stopOnSignal } from './lib/stop-on-signal.mjs';
import { runScript, Stop } from './lib/stop.mjs';

await runScript(async () => {
  checkNodeVersion();
  const port = await choosePort({ variable: 'PORT', standard: 1337, command: 'npm run demo' });
  await ensureInstalled();
  await ensurePlugin();
  await ensurePanel();

  const playground = startPlayground(port);
  const isStopping = stopOnSignal(playground.stop);
  const origin = `http://localhost:${port}`;
  try {
    await step('Starting Strapi (the first time: half a minute)', playground.ready);
    await checkOffer(origin);
    console.log(`\n${describeOffer(origin, await findAdministrator(origin))}`);
  } catch (error) {
    // An end that somebody requested is no failure.
    if (isStopping()) return;
    await playground.stop();
    throw error;
  }
  const { code, signal } = await playground.ended;
  if (!isStopping()) throw new Stop(`The playground has ended by itself (${signal ?? `exit code ${code}`}).`);
});
