import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/** The number of bytes that are read to recognise the format; an SVG may begin with a licence. */
const START = 4096;

/** The first bytes of each image format, in Latin-1; `?` is any byte. */
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

/** Matches an `<svg>` that only declarations, comments and space precede. */
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
 * Checks by its name and its first bytes whether a file is an image: the site would serve it unchanged, under its name.
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
