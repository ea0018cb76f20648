import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/** As much of a file as tells what it is; a drawing may begin with a licence. */
const START = 4096;

/** The first bytes of each kind of image, in Latin-1; `?` is any byte. */
const SIGNATURES = [
  '\u00ff\u00d8\u00ff', // JPEG
  '\u0089PNG\r\n\u001a\n',
  'GIF8',
  'RIFF????WEBP',
  '????ftypavif',
  '????ftypavis',
  '????ftypheic',
  '????ftypmif1',
  'II*\0', // TIFF
  'MM\0*',
  'BM',
  '\0\0\u0001\0', // ICO
];

const IS_NAMED_SO = /\.(avif|bmp|gif|heic|heif|ico|jfif|jpe?g|png|svg|tiff?|webp)$/i;

/** An `<svg>` after nothing but declarations, comments and space. */
const IS_DRAWING =
  /^\ufeff?(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>)*<(?:\w+:)?svg[\s>]/i;

const startOf = (file: string): Buffer => {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(START);
    return buffer.subarray(0, readSync(handle, buffer, 0, START, 0));
  } finally {
    closeSync(handle);
  }
};

const startsWith = (text: string, signature: string): boolean =>
  text.length >= signature.length &&
  [...signature].every((character, index) => character === '?' || character === text[index]);

/**
 * What keeps a file from being shown as an image, by its name and by its first bytes: it would be given to readers as
 * it is, under its name.
 *
 * @param file an absolute path
 * @param name as a document names it
 * @returns a sentence, or undefined for an image
 */
export const findImageIssue = (file: string, name: string): string | undefined => {
  if (!IS_NAMED_SO.test(path.basename(file))) {
    return `"${name}" is not named as an image is. Its name ends in .jpg, .png, .gif, .webp, .avif or .svg.`;
  }
  const start = startOf(file);
  if (start.length === 0) return `The file "${name}" is empty.`;
  const isImage =
    SIGNATURES.some((signature) => startsWith(start.toString('latin1'), signature)) ||
    IS_DRAWING.test(start.toString('utf8'));
  return isImage
    ? undefined
    : `There is no image in the file "${name}". Save it as JPEG, PNG, WebP, AVIF, GIF or SVG.`;
};
