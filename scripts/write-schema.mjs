// `npm run schema`: writes the JSON Schema of the document format, which editors' tools complete from. It is committed
// and shipped; a test fails when it is not what the model gives. It also adds to the list of everything that the model
// has ever stored, by which a test notices what vanishes without a migration, and the types of guides for the client.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from './lib/paths.mjs';
import { loadTypeScript } from './lib/type-script.mjs';

const { createJsonSchema, SHIPPED_MODELS } = loadTypeScript(
  path.join(ROOT, 'server/src/documents/json-schema.ts')
);

const file = path.join(ROOT, 'seeds/document.schema.json');
writeFileSync(file, `${JSON.stringify(createJsonSchema(SHIPPED_MODELS), null, 2)}\n`);
console.log(`Written: ${path.relative(ROOT, file)}`);

const { storedModel } = loadTypeScript(path.join(ROOT, 'server/src/maintenance/migrations/stored-model.ts'));

const list = path.join(ROOT, 'content-types/stored-model.json');
const everStored = new Set([...JSON.parse(readFileSync(list, 'utf8')), ...storedModel()]);
writeFileSync(list, `${JSON.stringify([...everStored].sort(), null, 2)}\n`);
console.log(`Written: ${path.relative(ROOT, list)}`);

const { printClientTypes } = loadTypeScript(path.join(ROOT, 'scripts/lib/client-types.ts'));
const types = path.join(ROOT, 'client/src/guide.ts');
writeFileSync(types, await format(printClientTypes(), { ...(await resolveConfig(types)), filepath: types }));
console.log(`Written: ${path.relative(ROOT, types)}`);
