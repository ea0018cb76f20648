import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** An image of one pixel, so that resizing it takes no time. */
const POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const FAVICON = path.resolve(__dirname, '../../playground/favicon.png');

export interface Numbers {
  categories: number;
  skills: number;
  /** Articles that reference only earlier ones. */
  articles: number;
  /** Articles that reference each other in one cycle. */
  cycle: number;
}

type Content = Record<string, unknown>;

/** Every third article is published in both languages, every third in German only, and every third nowhere. */
const statusOf = (index: number): unknown =>
  ['published', { de: 'published', en: 'draft' }, 'draft'][index % 3];

/**
 * Writes small documents of every kind that an import writes in a different way: a tree of categories, skills, articles
 * that are published, drafts, or published with a changed draft, in German and English, some with an image, and many of
 * them in one cycle.
 */
export const writeManyDocuments = (
  folder: string,
  { categories, skills, articles, cycle }: Numbers
): void => {
  mkdirSync(path.join(folder, 'images'), { recursive: true });
  writeFileSync(path.join(folder, 'images', 'point.png'), Buffer.from(POINT, 'base64'));
  cpSync(FAVICON, path.join(folder, 'images', 'icon.png'));

  const write = (type: string, key: string, rest: Content): void =>
    writeFileSync(path.join(folder, `${key}.json`), JSON.stringify({ type, key, ...rest }));
  const inBoth = (contentOf: (locale: string) => Content): Content => ({
    de: contentOf('de'),
    en: contentOf('en'),
  });

  for (let index = 0; index < categories; index += 1) {
    const key = `category-${index}`;
    write('category', key, {
      ...(index > 0 ? { shared: { parent: `category-${Math.floor((index - 1) / 2)}` } } : {}),
      locales: inBoth((locale) => ({ name: `Category ${index} ${locale}`, slug: `${key}-${locale}` })),
    });
  }
  for (let index = 0; index < skills; index += 1) {
    const key = `skill-${index}`;
    write('skill', key, {
      shared: { kind: 'hard' },
      locales: inBoth((locale) => ({ name: `Skill ${index} ${locale}`, slug: key })),
    });
  }

  const writeArticle = (key: string, index: number, related: string[]): void => {
    const contentOf = (locale: string): Content => ({
      title: `Article ${key} ${locale}`,
      slug: `${key}-${locale}`,
      lead: `What ${key} is about.`,
      ...(index % 5 === 0
        ? { hero: { file: `images/${index % 2 === 0 ? 'point' : 'icon'}.png`, alt: `Image of ${key}` } }
        : {}),
      definition: { heading: 'What is it?', body: `It is **${key}**.` },
      skills: {
        items: [0, 1, 2].map((step) => ({ skill: `skill-${(index + 7 * step) % skills}` })),
      },
    });
    write('article', key, {
      status: statusOf(index),
      shared: { category: `category-${index % categories}`, related },
      locales: inBoth(contentOf),
      ...(index % 6 === 0 ? { draft: { locales: { de: { title: `Working copy of ${key}` } } } } : {}),
    });
  };
  for (let index = 0; index < articles; index += 1) {
    const back = [index - 1, index - 4].filter((other) => other >= 0);
    writeArticle(
      `article-${index}`,
      index,
      back.map((other) => `article-${other}`)
    );
  }
  for (let index = 0; index < cycle; index += 1) {
    const others = [index + 1, index + 11].map((other) => `cycle-${other % cycle}`);
    writeArticle(`cycle-${index}`, index, others);
  }
};
