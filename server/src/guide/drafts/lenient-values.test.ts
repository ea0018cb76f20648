import { removeInvalid } from './lenient-values';

const issue = (field: string, message: string) => ({ field, message });

it('takes out what could not be saved, and leaves what is too long or wrong only beside others', () => {
  const article = {
    lead: 'Much too long',
    headline: { not: 'a text' },
    jobs: { heading: 'Jobs', listingUrl: 'javascript:alert(1)' },
    sections: [{ url: 'x' }, { __component: 'unknown' }],
    occupation: { altNames: ['a', 5] },
  };
  removeInvalid(article, [
    issue('lead', 'text.tooLong'),
    issue('headline', 'type.text'),
    issue('jobs.listingUrl', 'url.unsafe'),
    issue('sections[1]', 'sections.unknown'),
    issue('occupation.altNames[1]', 'type.text'),
    issue('not.there[3].at.all', 'type.text'),
    issue('', 'type.object'),
  ]);
  expect(article).toEqual({
    lead: 'Much too long',
    headline: null,
    jobs: { heading: 'Jobs', listingUrl: null },
    sections: [{ url: 'x' }, null],
    occupation: { altNames: ['a', null] },
  });
});

it('replaces links to unsafe addresses by their text, and rich text that is nothing else by nothing', () => {
  const text = { type: 'text', text: 'here' };
  const paragraph = (...children: object[]) => ({ type: 'paragraph', children });
  const article = {
    one: [paragraph({ type: 'link', url: 'javascript:alert(1)', children: [text] })],
    two: [
      paragraph(
        { type: 'link', url: 'javascript:alert(1)', children: [text] },
        { type: 'image', image: { url: 'javascript:x' } }
      ),
    ],
  };
  removeInvalid(article, [issue('one', 'blocks.link'), issue('two', 'blocks.link')]);
  expect(article).toEqual({ one: [paragraph(text)], two: null });
});
