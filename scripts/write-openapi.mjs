// `npm run openapi`: writes the OpenAPI document of the guides' routes, as Strapi's own generator makes it of the schemas
// that the routes have. It is committed and shipped; a test fails when it is not what the routes give.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeGuides } from './lib/openapi-document.mjs';
import { COMMANDS, PLAYGROUND, ROOT, SCRATCH } from './lib/paths.mjs';

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

mkdirSync(SCRATCH, { recursive: true });
const folder = mkdtempSync(path.join(SCRATCH, 'openapi-'));
try {
  const output = path.join(folder, 'document.json');
  const { stderr } = spawnSync(
    process.execPath,
    [COMMANDS.strapi, 'openapi', 'generate', '--output', output],
    {
      cwd: PLAYGROUND,
      encoding: 'utf8',
      env: {
        ...process.env,
        STRAPI_TELEMETRY_DISABLED: 'true',
        DATABASE_CLIENT: 'sqlite',
        DATABASE_FILENAME: path.join(folder, 'data.db'),
      },
    }
  );
  // Not by its exit code: Strapi may stumble over its own last queries when it ends, and has written the file by then.
  if (!existsSync(output)) throw new Error(stderr);
  const file = path.join(ROOT, 'openapi/career-field.json');
  mkdirSync(path.dirname(file), { recursive: true });
  const document = describeGuides(JSON.parse(readFileSync(output, 'utf8')), version);
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`Written: ${path.relative(ROOT, file)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
