import { ImageFile, Reference, TextImage } from './prepare';
import { imagesIn, referencesIn, resolveContent } from './resolve';

describe('the references of a document', () => {
  const content = {
    title: 'Backend',
    category: new Reference('category:it'),
    related: [new Reference('article:frontend'), new Reference('article:devops')],
    hero: { file: new ImageFile('/seeds/hero.jpg'), alt: 'Server' },
    areas: {
      items: [
        { title: 'a', article: new Reference('article:devops') },
        { title: 'b', article: null },
      ],
    },
    definition: {
      body: [
        { type: 'image', image: new TextImage('/seeds/text.jpg', 'A rack', undefined), children: [] },
        { type: 'image', image: new TextImage('/seeds/hero.jpg', '', 'Berlin'), children: [] },
      ],
    },
    sections: [{ portrait: { file: new ImageFile('/seeds/ada.jpg') } }],
    subjects: ['a', null, 'b'],
    count: 0,
    hideInToc: false,
    lead: '',
    note: undefined,
    cover: null,
  };

  it('is collected, wherever it stands', () => {
    expect(referencesIn(content)).toEqual([
      'category:it',
      'article:frontend',
      'article:devops',
      'article:devops',
    ]);
    expect(imagesIn(content)).toEqual([
      '/seeds/hero.jpg',
      '/seeds/text.jpg',
      '/seeds/hero.jpg',
      '/seeds/ada.jpg',
    ]);
    expect(referencesIn(undefined)).toEqual([]);
    expect(imagesIn('hero.jpg')).toEqual([]);
  });

  it('is put in place, where it is there', () => {
    const resolved = resolveContent(
      content,
      (id) => `row of ${id}`,
      (file) => ({ id: file.length, attributes: { url: `/uploads${file}`, alternativeText: 'x', width: 7 } })
    );
    expect(resolved).toMatchObject({
      title: 'Backend',
      category: 'row of category:it',
      related: ['row of article:frontend', 'row of article:devops'],
      hero: { file: 15, alt: 'Server' },
      areas: { items: [{ article: 'row of article:devops' }, { article: null }] },
      definition: {
        body: [
          // With the text of this place, not the one that its file has in every language.
          { image: { url: '/uploads/seeds/text.jpg', width: 7, alternativeText: 'A rack' } },
          { image: { url: '/uploads/seeds/hero.jpg', width: 7, alternativeText: '', caption: 'Berlin' } },
        ],
      },
      sections: [{ portrait: { file: 14 } }],
      count: 0,
      hideInToc: false,
      lead: '',
      cover: null,
    });
  });

  it('is left out of a list, and null where it stands alone, if it is not there', () => {
    const resolved = resolveContent(
      content,
      (id) => (id === 'article:frontend' ? 'row' : undefined),
      () => undefined
    );
    expect(resolved).toMatchObject({
      category: null,
      related: ['row'],
      hero: { file: null, alt: 'Server' },
      areas: {
        items: [
          { title: 'a', article: null },
          { title: 'b', article: null },
        ],
      },
    });
  });

  it('is not changed by being resolved', () => {
    const before = structuredClone(referencesIn(content));
    resolveContent(
      content,
      () => undefined,
      () => undefined
    );
    expect(referencesIn(content)).toEqual(before);
  });
});

describe('an entry about a skill', () => {
  const content = {
    items: [
      { skill: new Reference('skill:git'), level: 'basic' },
      { skill: new Reference('skill:php'), level: 'advanced' },
      { skill: null, level: 'expert' },
    ],
    areas: [{ title: 'Cloud', article: new Reference('article:none') }],
  };

  it('goes with the skill, without which the rules would refuse the article; others stay without their target', () => {
    const rowOf = (id: string): string | undefined => (id === 'skill:php' ? 'row-of-php' : undefined);
    expect(resolveContent(content, rowOf, () => undefined)).toEqual({
      items: [
        { skill: 'row-of-php', level: 'advanced' },
        { skill: null, level: 'expert' },
      ],
      areas: [{ title: 'Cloud', article: null }],
    });
  });
});
