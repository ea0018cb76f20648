import fc from 'fast-check';
import { genderFormsOf } from './gender-forms';

type Word = [masculine: string, feminine: string];

/** Words of each kind that German occupations are made of. */
const NOUNS: Word[] = [
  ['Entwickler', 'Entwicklerin'],
  ['Ingenieur', 'Ingenieurin'],
  ['Architekt', 'Architektin'],
  ['Experte', 'Expertin'],
  ['Psychologe', 'Psychologin'],
  ['Koch', 'Köchin'],
  ['Tierarzt', 'Tierärztin'],
  ['Rechtsanwalt', 'Rechtsanwältin'],
  ['Kaufmann', 'Kauffrau'],
  ['Beamter', 'Beamtin'],
  ['Förderer', 'Förderin'],
  ['Maschinenbauer', 'Maschinenbauerin'],
];
const SLASHED: Word[] = [
  ['Angestellter', 'Angestellte'],
  ['Krankenpfleger', 'Krankenschwester'],
  ['Steward', 'Stewardess'],
  ['Friseur', 'Friseuse'],
  ['Entbindungspfleger', 'Hebamme'],
];
const ADJECTIVES: Word[] = [
  ['Technischer', 'Technische'],
  ['staatlich geprüfter', 'staatlich geprüfte'],
  ['ethischer', 'ethische'],
];
const COMPOUNDS = ['', 'IT-', 'Data-Warehouse-', 'Embedded System ', 'C++-', 'Bus-/LKW-', 'CAD/CAM-'];
const ENDS = [
  '',
  ' für Web',
  ' (IKT)',
  ' der Fachrichtung Systemintegration',
  ' für IKT-Wandel und -Konfiguration',
  ' für Elektro-/Informationstechnik',
  ' im Luftverkehr (Fracht/Post)',
];

interface Case {
  label: string;
  masculine: string;
  feminine: string;
  first: string;
}

const whole = fc
  .record({
    noun: fc.constantFrom(...NOUNS, ...SLASHED),
    adjective: fc.constantFrom<Word | undefined>(undefined, ...ADJECTIVES),
    compound: fc.constantFrom(...COMPOUNDS),
    end: fc.constantFrom(...ENDS),
    isFeminineFirst: fc.boolean(),
    slash: fc.constantFrom('/', ' / '),
  })
  .map(({ noun, adjective, compound, end, isFeminineFirst, slash }): Case => {
    const [masculine, feminine] = [0, 1].map(
      (form) => `${adjective ? `${adjective[form]} ` : ''}${compound}${noun[form]}${end}`
    ) as Word;
    const [first, second] = isFeminineFirst ? [feminine, masculine] : [masculine, feminine];
    return { label: `${first}${slash}${second}`, masculine, feminine, first };
  });

/** The beginning or the end stands once: `Entwickler/Entwicklerin für Web`, `IT-Leiter/Leiterin`. */
const shared = fc
  .record({
    noun: fc.constantFrom(...NOUNS),
    compound: fc.constantFrom('', 'IT-', 'Data-Warehouse-', 'Embedded System '),
    end: fc.constantFrom(...ENDS),
    isFeminineFirst: fc.boolean(),
  })
  .map(({ noun, compound, end, isFeminineFirst }): Case => {
    const [masculine, feminine] = [`${compound}${noun[0]}${end}`, `${compound}${noun[1]}${end}`];
    const [one, other] = isFeminineFirst ? [noun[1], noun[0]] : noun;
    return {
      label: `${compound}${one}/${other}${end}`,
      masculine,
      feminine,
      first: isFeminineFirst ? feminine : masculine,
    };
  });

/** Only the ending: `Entwickler/-in`. */
const ending = fc
  .record({
    noun: fc.constantFrom(...NOUNS),
    compound: fc.constantFrom('', 'IT-', 'Data-Warehouse-', 'Embedded System '),
    end: fc.constantFrom(...ENDS),
    sign: fc.constantFrom('/-in', '/in', '(in)', '*in', ':in', '_in'),
    adjective: fc.constantFrom('', 'Technische/r ', 'Leitende/-r ', 'Geprüfte(r) '),
  })
  .map(({ noun, compound, end, sign, adjective }): Case => {
    const word = adjective.replace(/[/(].*$/, '');
    const [his, her] = word === '' ? ['', ''] : [`${word}r `, `${word} `];
    const masculine = `${his}${compound}${noun[0]}${end}`;
    return {
      label: `${adjective}${compound}${noun[0]}${sign}${end}`,
      masculine,
      feminine: `${her}${compound}${noun[1]}${end}`,
      first: masculine,
    };
  });

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}+]+/gu) ?? [];

describe('genderFormsOf', () => {
  it.each([
    ['that stand in full', whole],
    ['with a beginning or an end that stands once', shared],
    ['with an ending only', ending],
  ])('gives both forms of names %s', (_what, cases) => {
    fc.assert(
      fc.property(cases, ({ label, masculine, feminine, first }) => {
        const forms = genderFormsOf(label);
        expect(forms).toMatchObject({ masculine, feminine, first });
        // Never half a word: each word is one of a form, or the ending after "/-".
        const known = new Set([...wordsOf(masculine), ...wordsOf(feminine), 'in', 'r', 'frau']);
        expect(wordsOf(forms!.neutral).filter((word) => !known.has(word))).toEqual([]);
        expect(forms!.neutral.length).toBeLessThanOrEqual(masculine.length + feminine.length + 1);
      }),
      { numRuns: 2000 }
    );
  });

  it.each([
    ['Landwirt/Landwirtin/Bauer/Bäuerin', 'Landwirt/Bauer', 'Landwirtin/Bäuerin'],
    ['Landwirt/Bauer/Landwirtin/Bäuerin', 'Landwirt/Bauer', 'Landwirtin/Bäuerin'],
    ['Koch/Köchin und Konditor/Konditorin', 'Koch und Konditor', 'Köchin und Konditorin'],
    [
      'Leiter der Abteilung Forschung/Leiterin Abteilung Forschung',
      'Leiter der Abteilung Forschung',
      'Leiterin Abteilung Forschung',
    ],
    ['Bankkaufmann/in', 'Bankkaufmann', 'Bankkauffrau'],
    ['Beauftragte/r für Datenschutz', 'Beauftragter für Datenschutz', 'Beauftragte für Datenschutz'],
  ])('splits %s', (label, masculine, feminine) => {
    expect(genderFormsOf(label)).toMatchObject({ masculine, feminine });
  });

  it.each([
    'IT-Usability-Engineer',
    'Kälte-/Klimatechniker',
    'Software-Engineer/Architekt',
    'Softwareentwickler/Softwaretester',
    'Fachkraft für Lebensmitteltechnik (Backwaren/Süßwaren)',
    'User Experience Analyst',
    '',
    '/',
  ])('leaves "%s" whole', (label) => {
    expect(genderFormsOf(label)).toBeUndefined();
  });
});
