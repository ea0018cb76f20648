import { Reference } from '../../documents/prepare';
import type { Spool } from '../spool';
import { limitReferences } from './sample';

const spool: Spool = {
  put() {},
  close() {},
  take: () => ({
    de: {
      content: {
        category: new Reference('category:it'),
        related: [new Reference('article:one'), new Reference('article:other')],
        skills: { items: [{ skill: new Reference('skill:one') }, { skill: new Reference('skill:other') }] },
      },
      draft: undefined,
      published: true,
    },
  }),
};

it('leaves out references to documents outside the sample, and the components that hold them', () => {
  const kept = new Set(['category:it', 'article:one', 'skill:other']);
  expect(limitReferences(spool, (id) => kept.has(id)).take('article:two').de!.content).toEqual({
    category: new Reference('category:it'),
    related: [new Reference('article:one')],
    skills: { items: [{ skill: new Reference('skill:other') }] },
  });
});
