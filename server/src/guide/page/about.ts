import type { Guide, TaxonomyCode } from '../types';
import { heading, joined, labelled, link, list, paragraph, text, type Line, type Nodes } from './nodes';
import type { Words } from './words';

const SCHEMES: Record<TaxonomyCode['scheme'], string> = {
  esco: 'ESCO',
  'isco-08': 'ISCO-08',
  'kldb-2010': 'KldB 2010',
  'onet-soc': 'O*NET-SOC',
  custom: '',
};

/** `ESCO 2512.4, software developer (close)`, linked to the classification's own page where there is one. */
const code = (given: TaxonomyCode, words: Words): Line => {
  const name = [SCHEMES[given.scheme], given.code].filter(Boolean).join(' ');
  const match = words.label(`code.match.${given.match}`);
  return joined(' ', [
    joined(', ', [link(name, given.uri), text(given.label)]),
    match ? text(`(${match})`) : [],
  ]);
};

const otherLanguages = ({ locale, alternates }: Guide<string>, words: Words): Line =>
  joined(
    ', ',
    alternates
      .filter((alternate) => alternate.locale !== locale)
      .map((alternate) => link(`${alternate.title} (${words.language(alternate.locale)})`, alternate.url))
  );

const dayOf = (date: string | null, words: Words): Line => text(date && words.day(date));

/** What is to be known of the guide as a whole. */
export const about = (guide: Guide<string>, words: Words): Nodes => {
  const { occupation } = guide;
  const minutes = words.number(guide.readingMinutes);
  const names = [occupation?.name, occupation?.feminine, occupation?.masculine].filter(
    (name) => typeof name === 'string'
  );
  const codes = list((occupation?.codes ?? []).map((given) => code(given, words)));
  return [
    ...heading(2, text(words.label('about'))),
    ...list([
      labelled(
        words.label('about.category'),
        joined(
          ' › ',
          guide.breadcrumbs.map(({ name }) => text(name))
        )
      ),
      labelled(words.label('about.occupation'), text([...new Set(names)].join(', '))),
      labelled(words.label('about.altNames'), text((occupation?.altNames ?? []).join(', '))),
      labelled(
        words.label('about.readingTime'),
        text(words.label('about.readingTime.minutes', { count: minutes }))
      ),
      labelled(words.label('about.published'), dayOf(guide.publishedAt, words)),
      labelled(words.label('about.updated'), dayOf(guide.updatedAt, words)),
      labelled(words.label('about.reviewed'), dayOf(guide.reviewedAt, words)),
      labelled(words.label('about.alternates'), otherLanguages(guide, words)),
    ]),
    ...(codes.length > 0 ? paragraph(text(`${words.label('about.codes')}:`)) : []),
    ...codes,
  ];
};
