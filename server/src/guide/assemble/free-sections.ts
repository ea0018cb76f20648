import { PARTS } from '../../../../content-types';
import { imageIn } from './image';
import { draftOf, headIn, type SectionContent, type SectionDraft } from './sections';
import { choiceIn, rowsIn, textIn, textsIn, type Row } from '../values';

/** A section of the dynamic zone, and the part that it follows. */
export interface FreeSection extends SectionDraft {
  after: (typeof PARTS)[number];
}

const cellsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((cell) => (typeof cell === 'string' ? cell : '')) : [];

const CONTENT: Record<string, (row: Row) => SectionContent> = {
  'career-field.text-section': () => ({ type: 'text' }),
  'career-field.quote-section': (row) => ({
    type: 'quote',
    quote: textIn(row.quote),
    person: textIn(row.person),
    role: textIn(row.role),
    portrait: imageIn(row.portrait),
  }),
  'career-field.media-section': (row) => ({
    type: 'media',
    image: imageIn(row.image),
    videoUrl: textIn(row.videoUrl),
    transcript: textIn(row.transcript),
  }),
  'career-field.facts-section': (row) => ({
    type: 'facts',
    facts: rowsIn(row.facts).flatMap((fact) => {
      const [label, value] = [textIn(fact.label), textIn(fact.value)];
      return label && value ? [{ label, value, sourceUrl: textIn(fact.sourceUrl) }] : [];
    }),
  }),
  'career-field.callout-section': (row) => ({
    type: 'callout',
    tone: choiceIn(['info', 'tip', 'warning'], row.tone) ?? 'info',
  }),
  'career-field.promo-section': (row) => ({
    type: 'promo',
    label: textIn(row.label),
    url: textIn(row.url),
    sponsored: row.sponsored === true,
    image: imageIn(row.image),
  }),
  'career-field.table-section': (row) => ({
    type: 'table',
    caption: textIn(row.caption),
    columns: textsIn(row.columns),
    rows: rowsIn(row.rows).map(({ cells }) => cellsIn(cells)),
  }),
};

/**
 * The sections of an article's dynamic zone, in its order. Editors put each of them there by hand, so one that is only
 * a heading is shown, too.
 */
export const freeSections = (article: Row): FreeSection[] =>
  rowsIn(article.sections).flatMap((row) => {
    const component = String(row.__component ?? row.__type);
    const content = Object.hasOwn(CONTENT, component) ? CONTENT[component] : undefined;
    if (!content) return [];
    return [{ ...draftOf(row, headIn(row), content(row)), after: choiceIn(PARTS, row.after) ?? 'outlook' }];
  });
