// Checks the types of the example portal, which uses the client as it is built: `npm run typecheck:portal`.
import { spawnSync } from 'node:child_process';
import { ensurePlugin } from './lib/build.mjs';
import { COMMANDS, PORTAL } from './lib/paths.mjs';
import { runScript } from './lib/stop.mjs';

await runScript(async () => {
  await ensurePlugin();
  const { status } = spawnSync(process.execPath, [COMMANDS.astro, 'check'], {
    cwd: PORTAL,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  process.exit(status ?? 1);
});
