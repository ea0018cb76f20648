/**
 * Most German labels name an occupation for men and for women: "Softwareentwickler/Softwareentwicklerin". This splits
 * such labels into their two forms. A label whose two sides are not two forms of the same words stays whole: half a word,
 * or another occupation as a form, is worse than a long title.
 */

/** The two forms of a German label, and both in one, shorter. */
export interface GenderForms {
  masculine: string;
  feminine: string;
  /** `Entwickler/-in für Web`: each word that differs once, with the ending for women. */
  neutral: string;
  /** The form that the label names first. */
  first: string;
}

/** Words whose vowel changes; each also at the end of a compound. */
const UMLAUT: Record<string, string> = {
  arzt: 'ärztin',
  anwalt: 'anwältin',
  koch: 'köchin',
  rat: 'rätin',
};

/** Pairs that no rule gives; each also at the end of a compound. */
const IRREGULAR: [string, string][] = [
  ['mann', 'frau'],
  ['männer', 'frauen'],
  ['pfleger', 'schwester'],
  ['entbindungspfleger', 'hebamme'],
  ['bruder', 'schwester'],
  ['herr', 'dame'],
  ['bauer', 'bäuerin'],
  ['diener', 'mädchen'],
  ['der', 'die'],
  ['des', 'der'],
  ['dem', 'der'],
  ['ein', 'eine'],
  ['eines', 'einer'],
];

const ARTICLES = new Set(['der', 'die', 'des', 'dem', 'ein', 'eine', 'eines', 'einer']);

const startingLike = (word: string, model: string): string =>
  /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;

/** Returns whether two words are the masculine and the feminine form of one word. */
const isPair = (masculine: string, feminine: string): boolean => {
  const [man, woman] = [masculine.toLowerCase(), feminine.toLowerCase()];
  if (man === woman || man.length < 2) return false;
  if (
    IRREGULAR.some(([his, her]) => {
      if (ARTICLES.has(his)) return man === his && woman === her;
      if (!man.endsWith(his) || !woman.endsWith(her)) return false;
      const [before, after] = [man.slice(0, -his.length), woman.slice(0, -her.length)];
      return before === after;
    })
  ) {
    return true;
  }
  const stems = [man, ...(/e[rn]?$/.test(man) ? [man.replace(/e[rn]?$/, '')] : [])];
  if (stems.some((stem) => stem.length > 1 && woman === `${stem}in`)) return true;
  const umlaut = Object.entries(UMLAUT).find(([his]) => man.endsWith(his));
  if (umlaut && woman === man.slice(0, -umlaut[0].length) + umlaut[1]) return true;
  // ethischer/ethische, Angestellter/Angestellte
  if (man.endsWith('er') && woman === man.slice(0, -1)) return true;
  return (
    woman === `${man}ess` ||
    woman === `${man}e` ||
    (man.endsWith('eur') && woman === man.replace(/eur$/, 'euse')) ||
    (man.endsWith('tor') && woman === man.replace(/tor$/, 'trice')) ||
    (man.endsWith('ier') && woman === man.replace(/ier$/, 'ière'))
  );
};

/** Returns the words of a text and the characters between them. */
const tokensOf = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}.'’&+#]+|[^\p{L}\p{M}\p{N}.'’&+#]+/gu) ?? [];

type Order = 'masculine' | 'feminine';

/** Returns the form of the first text if all words of both are equal or two forms of one word; undefined otherwise. */
const orderOf = (one: string[], other: string[]): Order | undefined => {
  if (one.length !== other.length || one.length === 0) return undefined;
  let order: Order | undefined;
  for (const [index, word] of one.entries()) {
    const counterpart = other[index]!;
    if (word === counterpart) continue;
    const found = isPair(word, counterpart)
      ? 'masculine'
      : isPair(counterpart, word)
        ? 'feminine'
        : undefined;
    if (!found) return undefined;
    // "der/die" and "des/der" can be read both ways.
    if (order && order !== found && !ARTICLES.has(word.toLowerCase())) return undefined;
    if (!order || !ARTICLES.has(word.toLowerCase())) order = found;
  }
  return order;
};

/** Returns a word with the ending of its other form, `Entwickler/-in`; both words if the ending alone does not do. */
const shortPair = (masculine: string, feminine: string): string => {
  if (masculine === feminine) return masculine;
  if (feminine === `${masculine}in`) return `${masculine}/-in`;
  if (masculine === `${feminine}r`) return `${feminine}/-r`;
  if (masculine.endsWith('mann') && feminine === masculine.replace(/mann$/, 'frau'))
    return `${masculine}/-frau`;
  return `${masculine}/${feminine}`;
};

const neutralOf = (masculine: string[], feminine: string[]): string =>
  masculine.map((word, index) => shortPair(word, feminine[index]!)).join('');

/** Splits a label with two complete forms around one slash. */
const splitWhole = (label: string): GenderForms | undefined => {
  for (let at = label.indexOf('/'); at >= 0; at = label.indexOf('/', at + 1)) {
    const [left, right] = [label.slice(0, at).trim(), label.slice(at + 1).trim()];
    const [one, other] = [tokensOf(left), tokensOf(right)];
    const order = orderOf(one, other);
    if (!order) continue;
    const [masculine, feminine] = order === 'masculine' ? [left, right] : [right, left];
    return {
      masculine,
      feminine,
      neutral: order === 'masculine' ? neutralOf(one, other) : neutralOf(other, one),
      first: left,
    };
  }
  return undefined;
};

/** Splits `A/Ain/B/Bin`: several names, each in two forms. */
const splitNames = (label: string): GenderForms | undefined => {
  const parts = label.split('/').map((part) => part.trim());
  if (parts.length < 4 || parts.length % 2 !== 0) return undefined;
  const masculine: string[] = [];
  const feminine: string[] = [];
  const neutral: string[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const forms = splitWhole(`${parts[index]!}/${parts[index + 1]!}`);
    if (!forms) return undefined;
    masculine.push(forms.masculine);
    feminine.push(forms.feminine);
    neutral.push(forms.neutral);
  }
  const [first] = parts;
  return {
    masculine: masculine.join('/'),
    feminine: feminine.join('/'),
    neutral: neutral.join(', '),
    first: first === feminine[0] ? feminine.join('/') : masculine.join('/'),
  };
};

/** The endings that follow a word, after one of these signs: `/-in`, `/in`, `(in)`, `:in`, `*in`, `_in`. */
const ENDING = /([\p{L}\p{M}]{2,})(?:\/[-–]?|[*:_]|\([-–]?)(in|frau|r|e)(\))?(?![\p{L}\p{M}\p{N}])/gu;

const feminineOf = (word: string): string => {
  const lower = word.toLowerCase();
  const umlaut = Object.entries(UMLAUT).find(([his]) => lower.endsWith(his));
  if (umlaut) {
    const end = startingLike(umlaut[1], word.slice(-umlaut[0].length));
    return word.slice(0, -umlaut[0].length) + end;
  }
  if (lower.endsWith('mann')) return word.replace(/mann$/, 'frau').replace(/Mann$/, 'Frau');
  if (lower === 'bauer') return startingLike('bäuerin', word);
  if (/(erer|beamter)$/.test(lower)) return `${word.slice(0, -2)}in`;
  return lower.endsWith('e') ? `${word.slice(0, -1)}in` : `${word}in`;
};

const formsOfEnding = (word: string, ending: string): [masculine: string, feminine: string] | undefined => {
  switch (ending) {
    case 'in':
      return [word, feminineOf(word)];
    case 'frau':
      return /mann$/i.test(word) ? [word, word.replace(/mann$/, 'frau').replace(/Mann$/, 'Frau')] : undefined;
    case 'r':
      return /e$/.test(word) ? [`${word}r`, word] : undefined;
    default:
      return /er$/.test(word) ? [word, word.slice(0, -1)] : undefined;
  }
};

/** Matches two words around a slash within a text: `Koch/Köchin für Süßspeisen`, `IT-Leiter/Leiterin`. */
const INLINE =
  /([\p{L}\p{M}\p{N}-]*?)([\p{L}\p{M}]+)\s?\/\s?([\p{L}\p{M}\p{N}-]*?)([\p{L}\p{M}]+)(?![\p{L}\p{M}\p{N}-])/gu;

/** Returns whether a slash separates two words with the same start: most likely a pair that no rule recognises. */
const hasOpenPair = (text: string): boolean =>
  [...text.matchAll(/([\p{L}\p{M}]{4})[\p{L}\p{M}-]*\s?\/\s?(?=([\p{L}\p{M}]{4}))/gu)].some(
    ([, one, other]) => one!.toLowerCase() === other!.toLowerCase()
  );

/** Splits each pair of words, and each word with an ending, within the text. */
const splitWithin = (label: string): GenderForms | undefined => {
  let isFound = false;
  let first: Order = 'masculine';
  const pairs: { masculine: string; feminine: string; neutral: string }[] = [];
  const placeholder = (masculine: string, feminine: string, neutral: string): string => {
    isFound = true;
    pairs.push({ masculine, feminine, neutral });
    return `\u0000${pairs.length - 1}\u0000`;
  };
  const template = label
    .replace(ENDING, (whole: string, word: string, ending: string, close: string | undefined) => {
      if (whole.includes('(') !== (close !== undefined)) return whole;
      const forms = formsOfEnding(word, ending);
      return forms ? placeholder(forms[0], forms[1], shortPair(forms[0], forms[1])) : whole;
    })
    .replace(INLINE, (whole: string, before: string, one: string, again: string, other: string) => {
      if (again !== '' && again !== before) return whole;
      const order = isPair(one, other) ? 'masculine' : isPair(other, one) ? 'feminine' : undefined;
      if (!order) return whole;
      if (pairs.length === 0) first = order;
      const [masculine, feminine] = order === 'masculine' ? [one, other] : [other, one];
      return placeholder(before + masculine, before + feminine, before + shortPair(masculine, feminine));
    });
  if (!isFound) return undefined;
  const form = (name: 'masculine' | 'feminine' | 'neutral'): string =>
    // eslint-disable-next-line no-control-regex -- a placeholder for a pair, which no label contains
    template.replace(/\u0000(\d+)\u0000/g, (_, index: string) => pairs[Number(index)]![name]);
  if (hasOpenPair(template)) return undefined;
  return {
    masculine: form('masculine'),
    feminine: form('feminine'),
    neutral: form('neutral'),
    first: form(first),
  };
};

/** Splits two sides that begin with two forms of one word and differ after it, at the slash nearest to the middle. */
const splitSides = (label: string): GenderForms | undefined => {
  const found: { distance: number; forms: GenderForms }[] = [];
  for (let at = label.indexOf('/'); at >= 0; at = label.indexOf('/', at + 1)) {
    const [left, right] = [label.slice(0, at).trim(), label.slice(at + 1).trim()];
    const [one, other] = [tokensOf(left), tokensOf(right)];
    if (one.length < 2 || other.length < 2) continue;
    const order = orderOf(one.slice(0, 1), other.slice(0, 1));
    if (!order || ARTICLES.has(one[0]!.toLowerCase())) continue;
    const [masculine, feminine] = order === 'masculine' ? [left, right] : [right, left];
    const forms = { masculine, feminine, neutral: `${left}/${right}`, first: left };
    found.push({ distance: Math.abs(left.length - right.length), forms });
  }
  return found.sort((one, other) => one.distance - other.distance)[0]?.forms;
};

/**
 * Splits a German label into its masculine and its feminine form.
 *
 * @returns undefined for a label without two forms
 */
export const genderFormsOf = (label: string): GenderForms | undefined => {
  if (label.includes('\u0000')) return undefined;
  return splitWhole(label) ?? splitNames(label) ?? splitWithin(label) ?? splitSides(label);
};
