import { withoutDeletedTargets } from './deleted-targets';
import { ImageFile, Reference, TextImage } from '../../documents/prepare';

const isDeleted = (id: string, locale: string): boolean => id.endsWith('deleted') && locale === 'de';

const content = {
  title: 'Backend',
  category: new Reference('category:deleted'),
  related: [new Reference('article:deleted'), new Reference('article:frontend')],
  hero: { file: new ImageFile('/hero.png'), alt: 'Ein Bild' },
  areas: { items: [{ title: 'Bleibt', article: new Reference('article:deleted') }] },
  skills: {
    items: [
      { skill: new Reference('skill:deleted'), note: 'Geht' },
      { skill: new Reference('skill:php'), note: null },
    ],
  },
  definition: { body: [{ type: 'image', image: new TextImage('/text.png', 'Bild', undefined) }] },
};

it('removes references to documents that an editor has deleted', () => {
  const stripped = {
    ...content,
    category: null,
    related: [content.related[1]],
    areas: { items: [{ title: 'Bleibt', article: null }] },
    skills: { items: [content.skills.items[1]] },
  };
  expect(withoutDeletedTargets('de', { published: true, content, draft: content }, isDeleted)).toEqual({
    published: true,
    content: stripped,
    draft: stripped,
  });
  const { hero, definition } = withoutDeletedTargets(
    'de',
    { published: false, content, draft: undefined },
    isDeleted
  ).content as typeof content;
  expect(hero.file).toBeInstanceOf(ImageFile);
  expect(definition.body[0]?.image).toBeInstanceOf(TextImage);
});

it('keeps references to documents that are deleted in another locale only', () => {
  const local = { published: true, content, draft: undefined };
  expect(withoutDeletedTargets('en', local, isDeleted)).toEqual(local);
});
