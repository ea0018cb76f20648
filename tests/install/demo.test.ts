import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import {
  freePort,
  getJson,
  postJson,
  ROOT,
  startProgram,
  waitFor,
  type Program,
} from '../support/child-process';

let folder: string;
const demos: Program[] = [];

beforeAll(() => {
  mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, '.tmp', 'demo-'));
  mkdirSync(path.join(folder, 'public', 'uploads'), { recursive: true });
});

afterAll(async () => {
  for (const { child } of demos) child.kill('SIGTERM');
  await Promise.all(demos.map(({ exitCode }) => exitCode));
  rmSync(folder, { recursive: true, force: true });
});

/** The demo, with its own database and images: those of the playground belong to the developer. */
const startDemo = (port: string): Program => {
  const demo = startProgram(process.execPath, ['scripts/demo.mjs'], {
    cwd: ROOT,
    env: {
      PORT: port,
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: path.join(folder, 'data.db'),
      PUBLIC_DIR: path.join(folder, 'public'),
    },
  });
  demos.push(demo);
  return demo;
};

const printed = (output: string, pattern: RegExp): string => {
  const found = pattern.exec(output)?.[1];
  if (!found) throw new Error(`${pattern} is not in what the demo has printed:\n${output}`);
  return found;
};

it('prints a login, three addresses and a GraphQL query that work as printed, and ends by Ctrl-C', async () => {
  const program = startDemo(String(await freePort()));
  await waitFor(program, () => program.output().includes('Ctrl-C stops everything.'));
  const output = program.output();

  const addresses = output.match(/^ +http:\S+\/api\/\S+$/gm)!.map((line) => line.trim());
  expect(addresses).toHaveLength(3);
  for (const address of addresses) {
    const { status, body } = await getJson(address);
    expect(status).toBe(200);
    expect(Object.keys(body.data as object)).not.toHaveLength(0);
  }

  const answer = JSON.parse(
    execFileSync('sh', ['-c', printed(output, /^ +(curl .+)$/m)], { encoding: 'utf8' })
  ) as object;
  expect(answer).toMatchObject({
    data: { careerFieldGuides: { nodes: [{ guide: { title: 'Backend', toc: expect.any(Array) } }] } },
  });

  const admin = printed(output, /^ +Admin +(\S+)$/m);
  expect((await fetch(admin)).status).toBe(200);
  const login = await postJson(`${admin}/login`, {
    email: printed(output, /^ +E-mail +(\S+)$/m),
    password: printed(output, /^ +Password +(\S+)$/m),
  });
  expect(login.status).toBe(200);

  program.child.kill('SIGINT');
  expect(await program.exitCode).toBe(0);
  await expect(fetch(admin)).rejects.toThrow();
});

it('says in a sentence that a port is in use, or is none', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const refused = startDemo(String(port));
  const exitCode = await refused.exitCode;
  other.close();
  expect(exitCode).toBe(1);
  expect(refused.output().trim()).toBe(
    `Port ${port} is in use by another program. Choose another one, such as: PORT=${port + 1} npm run demo`
  );

  const wrong = startDemo('http');
  expect(await wrong.exitCode).toBe(1);
  expect(wrong.output().trim()).toBe('PORT is "http", but must be a whole number from 1 to 65535.');
});
