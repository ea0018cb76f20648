import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findImage, isAddress } from './find-image';

let outside: string;
let folder: string;

beforeAll(() => {
  outside = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-images-')));
  folder = path.join(outside, 'seeds');
  mkdirSync(path.join(folder, 'images'), { recursive: true });
  for (const file of ['seeds/images/hero.jpg', 'seeds/images/..jpg', 'secret.jpg', 'seeds-of-others.jpg']) {
    writeFileSync(path.join(outside, file), 'an image');
  }
  const link = (target: string, name: string): void =>
    symlinkSync(path.join(outside, target), path.join(folder, name));
  link('secret.jpg', 'images/out.jpg');
  link('seeds/images/out.jpg', 'images/out-by-two.jpg');
  link('', 'up');
  link('seeds/images/hero.jpg', 'images/in.jpg');
  link('seeds/images', 'linked');
  link('seeds/images/nowhere.jpg', 'images/broken.jpg');
  link('seeds/images/circle.jpg', 'images/circle.jpg');
});

afterAll(() => {
  rmSync(outside, { recursive: true });
});

describe('findImage', () => {
  it.each([
    ['images/hero.jpg', 'images/hero.jpg'],
    ['./images/hero.jpg', 'images/hero.jpg'],
    ['images/../images//hero.jpg', 'images/hero.jpg'],
    ['images/..jpg', 'images/..jpg'],
    // By its real name, so that two names of one file are one image.
    ['images/in.jpg', 'images/hero.jpg'],
    ['linked/hero.jpg', 'images/hero.jpg'],
  ])('finds %s', (name, file) => {
    expect(findImage(folder, name)).toEqual({ file: path.join(folder, file) });
  });

  const BELOW = 'name it relative to that folder, with "/" between folders.';
  const LINK = 'not behind a link out of it.';
  const ADDRESS = 'not by an address: download it first.';

  it.each<[string, string]>([
    ['../secret.jpg', BELOW],
    ['images/../../secret.jpg', BELOW],
    ['images/../../seeds/../secret.jpg', BELOW],
    // Another folder, whose name starts with the folder's.
    ['../seeds-of-others.jpg', BELOW],
    ['/etc/passwd', BELOW],
    ['..', BELOW],
    ['.', BELOW],
    ['', BELOW],
    ['images\\hero.jpg', BELOW],
    ['..\\secret.jpg', BELOW],
    ['images/out.jpg', LINK],
    ['images/out-by-two.jpg', LINK],
    ['up/secret.jpg', LINK],
    ['https://example.org/hero.jpg', ADDRESS],
    ['HTTPS://example.org/hero.jpg', ADDRESS],
    ['//example.org/hero.jpg', ADDRESS],
    ['file:///etc/passwd', ADDRESS],
    ['data:image/png;base64,AAAA', ADDRESS],
    ['C:\\hero.jpg', ADDRESS],
    ['images/hero.jpg\0.png', 'name it relative to that folder.'],
    ['\0', 'name it relative to that folder.'],
  ])('finds nothing outside the folder: %j', (name, message) => {
    const found = findImage(folder, name);
    expect(found).toEqual({ issue: expect.stringContaining('An image must lie below the folder') });
    expect(found).toEqual({ issue: expect.stringContaining(message) });
  });

  it('finds nothing by an absolute path, even if it leads into the folder', () => {
    expect(findImage(folder, path.join(folder, 'images', 'hero.jpg'))).toHaveProperty('issue');
  });

  it.each([
    'images/missing.jpg',
    'images/broken.jpg',
    'images/circle.jpg',
    'hero.jpg',
    'images',
    'images/',
    'linked',
    'images/hero.jpg/more.jpg',
    `images/${'a'.repeat(5000)}.jpg`,
    '%2e%2e/secret.jpg',
    ' images/hero.jpg',
  ])('says that there is no file %j', (name) => {
    expect(findImage(folder, name)).toEqual({ issue: `There is no file "${name}".` });
  });

  it.each(['images/Hero.JPG', './images/hero.png'])('names the file that %j may mean', (name) => {
    expect(findImage(folder, name)).toEqual({
      issue: `There is no file "${name}". Did you mean "images/hero.jpg"?`,
    });
  });

  it('looks into a folder that is itself behind a link', () => {
    const link = path.join(outside, 'link-to-seeds');
    symlinkSync(folder, link);
    expect(findImage(link, 'images/hero.jpg')).toEqual({ file: path.join(folder, 'images', 'hero.jpg') });
    expect(findImage(link, '../secret.jpg')).toHaveProperty('issue');
  });

  it('says so where documents have no folder', () => {
    expect(findImage(undefined, 'images/hero.jpg')).toEqual({ issue: 'There can be no images here.' });
  });
});

describe('isAddress', () => {
  it.each(['https://a.org/b.png', 'mailto:a@b', 'data:,', '//cdn.example.org/a.png', 'git+ssh://a'])(
    'takes %s for one',
    (name) => {
      expect(isAddress(name)).toBe(true);
    }
  );

  it.each(['images/a.png', '/uploads/a.png', './a:b.png', 'a/b:c.png', '1:2.png', ''])(
    'does not take %j for one',
    (name) => {
      expect(isAddress(name)).toBe(false);
    }
  );
});
