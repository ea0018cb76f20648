import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BIN = path.resolve(__dirname, '../../bin/career-field.js');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'career-field-warnings-'));
  // A library that warns while the command runs, and something that a person should see.
  writeFileSync(
    path.join(folder, 'library.cjs'),
    `const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (...given) => {
  process.emitWarning('This is old.', 'DeprecationWarning');
  process.emitWarning('Look at this.');
  return write(...given);
};
`
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const messagesOf = (...more: string[]): string => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [...more, '--require', path.join(folder, 'library.cjs'), BIN, '--help'],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '' } }
  );
  expect(status).toBe(0);
  return stderr;
};

it('keeps deprecation warnings of libraries from the terminal, and no other warning', () => {
  const messages = messagesOf();
  expect(messages).not.toContain('This is old.');
  expect(messages).toContain('Look at this.');
});

it('shows them with --trace-deprecation', () => {
  expect(messagesOf('--trace-deprecation')).toContain('This is old.');
});
