import { withoutGone } from './deleted-targets';
import { ImageFile, Reference, TextImage } from '../documents/prepare';

const isGone = (id: string, locale: string): boolean => id.endsWith('gone') && locale === 'de';

const content = {
  title: 'Backend',
  category: new Reference('category:gone'),
  related: [new Reference('article:gone'), new Reference('article:frontend')],
  hero: { file: new ImageFile('/hero.png'), alt: 'Ein Bild' },
  areas: { items: [{ title: 'Bleibt', article: new Reference('article:gone') }] },
  skills: {
    items: [
      { skill: new Reference('skill:gone'), note: 'Geht' },
      { skill: new Reference('skill:php'), note: null },
    ],
  },
  definition: { body: [{ type: 'image', image: new TextImage('/text.png', 'Bild', undefined) }] },
};

it('takes out what an editor has deleted, as it would be written', () => {
  const stripped = {
    ...content,
    category: null,
    related: [content.related[1]],
    areas: { items: [{ title: 'Bleibt', article: null }] },
    skills: { items: [content.skills.items[1]] },
  };
  expect(withoutGone('de', { published: true, content, draft: content }, isGone)).toEqual({
    published: true,
    content: stripped,
    draft: stripped,
  });
  const { hero, definition } = withoutGone('de', { published: false, content, draft: undefined }, isGone)
    .content as typeof content;
  expect(hero.file).toBeInstanceOf(ImageFile);
  expect(definition.body[0]?.image).toBeInstanceOf(TextImage);
});

it('leaves what is gone in another language alone', () => {
  const local = { published: true, content, draft: undefined };
  expect(withoutGone('en', local, isGone)).toEqual(local);
});
