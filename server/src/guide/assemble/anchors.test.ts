import { withAnchors } from './anchors';
import type { SectionDraft } from '../sections/kind';
import { isAnchor } from '../../model/formats';

const draft = (heading: string | null, more: Partial<SectionDraft> = {}): SectionDraft => ({
  section: { type: 'text', heading, navLabel: null, body: null },
  ownAnchor: null,
  hideInToc: false,
  ...more,
});

const anchors = (...drafts: SectionDraft[]) => withAnchors(drafts).map(({ anchor }) => anchor);

describe('anchors', () => {
  it.each([
    ['Fähigkeiten & Größe', 'faehigkeiten-and-groesse'],
    ['What is iOS?', 'what-is-ios'],
    ['7 Gründe', 'text-7-gruende'],
    ['🎉', 'text'],
    [null, 'text'],
    ['Что это?', 'chto-eto'],
  ])('are made from headings: %p', (heading, expected) => {
    expect(anchors(draft(heading))).toEqual([expected]);
  });

  it('are cut where a heading is long, and stay anchors', () => {
    const [anchor] = anchors(draft('Wort '.repeat(24)));
    expect(anchor!.length).toBeLessThanOrEqual(80);
    expect(isAnchor(anchor!)).toBe(true);
    expect(anchor).toMatch(/wort$/);
  });

  it('leave to editors what is theirs, even if a heading before would have made it', () => {
    expect(anchors(draft('Jobs'), draft('Vacancies', { ownAnchor: 'jobs' }))).toEqual(['jobs-2', 'jobs']);
  });

  it('are unique', () => {
    expect(anchors(draft('One'), draft('One'), draft('One'), draft('One 2'))).toEqual([
      'one',
      'one-2',
      'one-3',
      'one-2-2',
    ]);
  });

  it('are unique even where the editors’ own are not', () => {
    expect(anchors(draft('One', { ownAnchor: 'same' }), draft('Two', { ownAnchor: 'same' }))).toEqual([
      'same',
      'two',
    ]);
  });

  it('of what the plugin names are the same in every language', () => {
    expect(anchors(draft('Häufige Fragen', { anchorBase: 'faq' }))).toEqual(['faq']);
    expect(anchors(draft('x', { ownAnchor: 'faq' }), draft('FAQ', { anchorBase: 'faq' }))).toEqual([
      'faq',
      'faq-2',
    ]);
  });
});
