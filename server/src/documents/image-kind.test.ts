import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findImageIssue } from './image-kind';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'career-field-images-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const issueOf = (name: string, content: string | Buffer): string | undefined => {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  return findImageIssue(file, `images/${name}`);
};

it('takes the image of the shipped guides', () => {
  const file = path.join(folder, 'hero.jpg');
  copyFileSync(path.join(__dirname, '../../../seeds/images/backend-hero.jpg'), file);
  expect(findImageIssue(file, 'images/hero.jpg')).toBeUndefined();
});

it.each([
  ['a.png', '\u0089PNG\r\n\u001a\n\0'],
  ['a.GIF', 'GIF89a'],
  ['a.webp', 'RIFF\u0010\0\0\0WEBPVP8 '],
  ['a.avif', '\0\0\0 ftypavif\0'],
  ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['b.svg', '\u00ef\u00bb\u00bf<?xml version="1.0"?>\n<!-- A < B -->\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg>'],
  // By another ending than its content has: Strapi looks at the content as well.
  ['png.jpg', '\u0089PNG\r\n\u001a\n'],
])('takes %s', (name, content) => {
  expect(issueOf(name, content)).toBeUndefined();
});

it.each([
  ['text.jpg', 'an image', 'There is no image in the file "images/text.jpg".'],
  ['page.svg', '<html><svg></svg></html>', 'There is no image in the file "images/page.svg".'],
  ['cut.png', '\u0089PN', 'There is no image in the file "images/cut.png".'],
  ['empty.jpg', '', 'The file "images/empty.jpg" is empty.'],
  ['shell.php', 'GIF89a<?php', '"images/shell.php" is not named as an image is.'],
  ['jpg', 'GIF89a', '"images/jpg" is not named as an image is.'],
])('refuses %s', (name, content, message) => {
  expect(issueOf(name, content)).toContain(message);
});

it('is not kept busy by a drawing that is none', () => {
  // Work that grows with the square of these lengths would not end within hours.
  expect(issueOf('long.svg', `<!DOCTYPE ${'<!--'.repeat(1_000_000)}`)).toBeDefined();
  expect(issueOf('space.svg', ' '.repeat(4_000_000))).toBeDefined();
});
