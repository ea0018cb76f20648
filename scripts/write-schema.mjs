// `npm run schema`: writes the JSON Schema of the document format, which editors' tools complete from. It is committed
// and shipped; a test fails when it is not what the model gives.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { loadTypeScript } from './lib/type-script.mjs';

const { createJsonSchema, SHIPPED_MODELS } = loadTypeScript(
  path.join(ROOT, 'server/src/seeding/json-schema.ts')
);

const file = path.join(ROOT, 'seeds/document.schema.json');
writeFileSync(file, `${JSON.stringify(createJsonSchema(SHIPPED_MODELS), null, 2)}\n`);
console.log(`Written: ${path.relative(ROOT, file)}`);
