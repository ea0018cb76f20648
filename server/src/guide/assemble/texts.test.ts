import { excerpt } from './excerpt';
import { jobLabel } from './job-label';
import { readingMinutes } from './reading-time';
import { countWords } from './words';
import type { GuideSection } from '../types';
import { richText } from '../../../../tests/support/unit/backend-article';

describe('the label of all vacancies', () => {
  it.each([
    ['{count} Backend-Jobs ansehen', 1250, 'de', '1.250 Backend-Jobs ansehen'],
    ['View {count} backend jobs', 1250, 'en', 'View 1,250 backend jobs'],
    ['View {count} backend jobs', 125_000, 'en-IN', 'View 1,25,000 backend jobs'],
    ['{count} of {count}', 0, 'en', '0 of 0'],
    ['{count} jobs', 1250, 'no such locale', '1,250 jobs'],
    ['All jobs', 5, 'en', 'All jobs'],
    ['View {count} backend jobs', null, 'en', 'View backend jobs'],
    ['{count} offene Stellen', null, 'de', 'Offene Stellen'],
    ['{count} iş', null, 'tr', 'İş'],
    ['all jobs', null, 'en', 'all jobs'],
    ['{count}', null, 'en', null],
    [null, 5, 'en', null],
  ])('%p with %p in %p is %p', (label, count, locale, expected) => {
    expect(jobLabel(label, count, locale)).toBe(expected);
  });
});

describe('an excerpt', () => {
  it('is the whole text on one line if it is short', () => {
    expect(excerpt('  One\n\n two  ', 8, 'en')).toBe('One two');
  });

  it('ends after a word, without a sign before the ellipsis, and within the length', () => {
    expect(excerpt('One, two, three', 10, 'en')).toBe('One, two…');
    expect(excerpt('One two three', 9, 'en')).toBe('One two…');
    expect(excerpt('One two three', 8, 'en')).toBe('One two…');
    expect(excerpt('One two three', 7, 'en')).toBe('One…');
  });

  it('cuts a word that is too long, but no character', () => {
    expect(excerpt('Donaudampfschifffahrt', 6, 'de')).toBe('Donau…');
    expect(excerpt('💡'.repeat(5), 4, 'en')).toBe('💡…');
  });

  it('ends after a word in scripts without spaces', () => {
    expect(excerpt('私は日本語を話します', 6, 'ja')).toMatch(/^私は.{0,3}…$/);
  });
});

describe('the words of a text', () => {
  it.each([
    ['', 0],
    ['Backend-Entwicklung macht Spaß!', 4],
    ['don’t, it’s 3.5', 3],
    ['– … !', 0],
  ])('%p are %p', (text, expected) => {
    expect(countWords(text, 'de')).toBe(expected);
  });

  // The exact number depends on the ICU data of the Node version.
  it('are counted in scripts without spaces', () => {
    expect(countWords('私は日本語を話します', 'ja')).toBeGreaterThan(3);
    expect(countWords('one 日本語 two', 'ja')).toBeGreaterThanOrEqual(3);
  });
});

describe('the reading time', () => {
  const words = (count: number) => 'word '.repeat(count).trim();
  const guide = { locale: 'en', title: 'Title', headline: null, lead: null };
  const minutes = (...sections: Partial<GuideSection>[]) =>
    readingMinutes({
      ...guide,
      sections: sections.map((section) => ({
        heading: null,
        navLabel: null,
        body: null,
        ...section,
      })) as GuideSection[],
    });

  it('is one minute for two hundred words, rounded, and at least one', () => {
    expect(minutes()).toBe(1);
    expect(minutes({ type: 'definition', body: richText(words(290)) })).toBe(1);
    expect(minutes({ type: 'definition', body: richText(words(310)) })).toBe(2);
    expect(minutes({ type: 'definition', body: richText(words(2000)) })).toBe(10);
  });

  it('does not count links to other guides, so that it does not depend on what is published', () => {
    const related: Partial<GuideSection> = { type: 'related', heading: words(400), guides: [] };
    expect(minutes(related)).toBe(1);
  });

  it.each<[string, Partial<GuideSection>]>([
    ['areas', { type: 'areas', items: [{ title: words(100), text: words(300), guide: null }] }],
    ['tasks', { type: 'tasks', items: [{ title: words(100), text: words(300) }] }],
    ['questions', { type: 'faq', items: [{ question: words(100), answer: richText(words(300)) }] }],
    [
      'a question of the studies',
      { type: 'studies', question: words(100), answer: richText(words(300)), paths: [] },
    ],
    [
      'moves',
      {
        type: 'outlook',
        demand: 'unknown',
        salaries: [],
        moves: [{ title: words(100), text: words(300), kind: 'lead' }],
      },
    ],
    ['quotes', { type: 'quote', quote: words(400), person: null, role: null, portrait: null }],
    ['transcripts', { type: 'media', image: null, videoUrl: null, transcript: words(400) }],
    [
      'facts',
      { type: 'facts', facts: [{ label: words(100), value: words(300), sourceUrl: null, asOf: null }] },
    ],
    ['tables', { type: 'table', caption: null, columns: [words(100)], rows: [[words(300)]] }],
  ])('counts %s', (_, section) => {
    expect(minutes(section)).toBe(2);
  });
});
