import { fieldText } from '../../../../texts';
import type { Content } from '../../conflicts/schema';
import { hasOwnNames, rowName } from './row-names';

const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

/** The names of related documents, by attribute. */
const RELATED: Record<string, string> = { skill: 'PHP', article: 'Frontend', studyPath: 'Informatik' };

const nameIn = (language: string, component: string, row: Content, related = RELATED) => {
  const uid = `career-field.${component}`;
  const label = (name: string): string => fieldText(uid, name, language)?.label ?? name;
  return rowName(uid, row, { language, related: (_row, attribute) => related[attribute] }, label);
};

const SALARY = { level: null, region: 'de', currency: 'EUR', median: 60000, asOf: '2025-06-30' };

describe('the name of a row', () => {
  it.each<[string, Content, string, string]>([
    ['skill-item', { level: 'expert' }, 'PHP', 'PHP'],
    ['area-item', {}, 'Frontend', 'Frontend'],
    ['area-item', { title: 'Webseiten' }, 'Webseiten', 'Webseiten'],
    ['taxonomy-code', { scheme: 'kldb-2010', code: '4341' }, 'KldB 4341', 'KldB 4341'],
    [
      'taxonomy-code',
      { scheme: 'isco-08', code: '2512', label: 'Softwareentwickler' },
      'ISCO 2512, Softwareentwickler',
      'ISCO 2512, Softwareentwickler',
    ],
    ['salary', SALARY, 'Deutschland, Median, 2025', 'Germany, median, 2025'],
    [
      'salary',
      { ...SALARY, region: 'AT-9', median: null, min: '1' },
      'Österreich (9), Niedrigstes Gehalt, 2025',
      'Austria (9), Lowest, 2025',
    ],
    ['link', { label: 'Mehr dazu', url: '/x' }, 'Mehr dazu', 'Mehr dazu'],
    ['faq-item', { question: ' Wie lange\n dauert es? ' }, 'Wie lange dauert es?', 'Wie lange dauert es?'],
    ['faq-item', { question: '', answer: paragraph('Drei Jahre.') }, 'Drei Jahre.', 'Drei Jahre.'],
    ['source', { label: 'Statistik', url: 'https://example.org' }, 'Statistik', 'Statistik'],
    ['table-row', { cells: ['Java', '', 'schnell'] }, 'Java, schnell', 'Java, schnell'],
    ['text-section', { anchor: 'x', heading: 'Mehr dazu' }, 'Mehr dazu', 'Mehr dazu'],
    ['text-section', { anchor: 'x', body: paragraph('Ein Text') }, 'Ein Text', 'Ein Text'],
    ['quote-section', { person: 'Ada', quote: 'Ja' }, 'Ada, Ja', 'Ada, Ja'],
    ['media-section', { image: { alt: 'Ein Büro' } }, 'Ein Büro', 'Ein Büro'],
  ])('of %s %j is what it is, in the editor’s language', (component, row, german, english) => {
    expect([nameIn('de', component, row), nameIn('en', component, row)]).toEqual([german, english]);
  });

  it('of a choice is in words', () => {
    const row = { kind: 'nights' };
    expect(nameIn('de', 'work-pattern', row)).not.toBe(nameIn('en', 'work-pattern', row));
    expect(nameIn('de', 'salary', { level: 'entry' })).toBe(
      fieldText('career-field.salary', 'level', 'de')?.choices?.entry
    );
  });

  it.each([
    ['skill-item', {}],
    ['salary', {}],
    ['taxonomy-code', { scheme: null, code: ' ' }],
    ['faq-item', { question: null, answer: paragraph('  ') }],
    ['text-section', { anchor: 'x', navLabel: 'X' }],
    ['table-row', { cells: null }],
  ])('of %s %j is none', (component, row) => {
    expect(nameIn('de', component, row, {})).toBeUndefined();
  });

  it('is short, and survives a country that does not exist', () => {
    expect(nameIn('de', 'faq-item', { question: 'x'.repeat(200) })).toBe(`${'x'.repeat(90)}…`);
    expect(nameIn('de', 'salary', { region: '12345' })).toBe('12345');
  });

  it('replaces what Strapi would show only where that is no name', () => {
    const components = ['skill-item', 'taxonomy-code', 'salary', 'work-pattern', 'table-row'];
    expect(components.filter((name) => !hasOwnNames(`career-field.${name}`))).toEqual([]);
    const others = ['faq-item', 'link', 'source', 'area-item', 'quote-section', 'text-section'];
    expect(others.filter((name) => hasOwnNames(`career-field.${name}`))).toEqual([]);
  });
});
