import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { freePort, ROOT, startProgram, waitFor, type Program } from '../support/child-process';

let folder: string;
let demo: Program | undefined;

beforeAll(() => {
  mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, '.tmp', 'demo-portal-'));
  mkdirSync(path.join(folder, 'public', 'uploads'), { recursive: true });
});

afterAll(async () => {
  demo?.child.kill('SIGTERM');
  await demo?.exitCode;
  rmSync(folder, { recursive: true, force: true });
});

/** The demo, with its own database and images: those of the playground belong to the developer. */
const startDemo = (ports: { PORT: string; PORTAL_PORT: string }): Program => {
  demo = startProgram(process.execPath, ['scripts/demo-portal.mjs'], {
    cwd: ROOT,
    env: {
      ...ports,
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: path.join(folder, 'data.db'),
      PUBLIC_DIR: path.join(folder, 'public'),
    },
  });
  return demo;
};

it('prints addresses of pages and of the panel that work as printed, and ends all of it by Ctrl-C', async () => {
  const program = startDemo({ PORT: String(await freePort()), PORTAL_PORT: String(await freePort()) });
  await waitFor(program, () => program.output().includes('Ctrl-C stops everything.'));
  const addresses = program
    .output()
    .match(/^ +(Portal|German|English|Admin) +http:\S+$/gm)!
    .map((line) => line.trim().split(/ +/)[1]!);
  expect(addresses).toHaveLength(4);
  for (const address of addresses) expect((await fetch(address)).status).toBe(200);
  const [portal, german] = addresses;
  expect(await (await fetch(german!)).text()).toContain(`<link rel="canonical" href="${portal}/de/backend">`);

  program.child.kill('SIGINT');
  expect(await program.exitCode).toBe(0);
  for (const address of addresses) await expect(fetch(address)).rejects.toThrow();
});

it('says in a sentence that the two cannot have one port', async () => {
  const port = String(await freePort());
  const refused = startDemo({ PORT: port, PORTAL_PORT: port });
  expect(await refused.exitCode).toBe(1);
  expect(refused.output().trim()).toBe(
    `PORT and PORTAL_PORT are both ${port}. Choose another one for one of them.`
  );
});
