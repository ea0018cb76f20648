import type { GuideReference, GuideSection } from '../types';
import {
  heading,
  image,
  joined,
  labelled,
  link,
  list,
  paragraph,
  paragraphs,
  quote,
  strong,
  table,
  text,
  titled,
  type Column,
  type Line,
  type Nodes,
} from './nodes';
import { salaries } from './salaries';
import { studyPath } from './study-paths';
import type { Words } from './words';
import { written } from './written';

type Section<Type extends GuideSection['type']> = Extract<GuideSection<string>, { type: Type }>;

const employers = (section: Section<'employers'>): Nodes =>
  list(section.employers.map(({ name, website, description }) => titledLink(name, website, description)));

const titledLink = (title: string, url: string | null, description: string | null): Line =>
  joined(': ', [strong(link(title, url)), text(description)]);

/** Where another guide is on the portal, or null as long as nobody knows where that is. */
export type GuideAddress = (guide: { slug: string }) => string | null;

const otherGuide = (guide: GuideReference, words: Words, addressOf: GuideAddress): Line => [
  ...text('('),
  ...link(words.label('area.guide', { title: guide.title }), addressOf(guide)),
  ...text(')'),
];

const areas = ({ items }: Section<'areas'>, words: Words, addressOf: GuideAddress): Nodes =>
  list(
    items.map((item) =>
      titled(
        item.title,
        joined(' ', [text(item.text), item.guide ? otherGuide(item.guide, words, addressOf) : []])
      )
    )
  );

const studies = ({ question, answer, paths }: Section<'studies'>, words: Words): Nodes => [
  ...heading(3, text(question)),
  ...written(answer),
  ...paths.flatMap((path) => studyPath(path, words)),
];

type SkillItem = Section<'skills'>['items'][number];

const skillColumns = (words: Words): Column<SkillItem>[] => [
  { heading: words.label('skill'), cell: ({ skill }) => text(skill.name) },
  {
    heading: words.label('skill.kind'),
    cell: ({ skill }) => text(skill.kind && words.label(`skill.kind.${skill.kind}`)),
  },
  {
    heading: words.label('skill.requirement'),
    cell: ({ requirement }) => text(words.label(`skill.requirement.${requirement}`)),
  },
  {
    heading: words.label('skill.level'),
    cell: ({ level }) => text(level && words.label(`skill.level.${level}`)),
  },
  { heading: words.label('skill.note'), cell: ({ note }) => text(note) },
  { heading: words.label('skill.description'), cell: ({ skill }) => text(skill.description) },
];

const tasks = ({ items }: Section<'tasks'>): Nodes =>
  list(items.map((item) => titled(item.title, text(item.text))));

const outlook = (section: Section<'outlook'>, words: Words): Nodes => {
  const figures = salaries(section.salaries, words);
  // What kind of move it is, its title says.
  const moves = list(section.moves.map((move) => titled(move.title, text(move.text))));
  return [
    ...(section.demand === 'unknown'
      ? []
      : paragraph(
          labelled(words.label('outlook.demand'), text(words.label(`outlook.demand.${section.demand}`)))
        )),
    ...(figures.length > 0 ? heading(3, text(words.label('outlook.salaries'))) : []),
    ...figures,
    ...(moves.length > 0 ? heading(3, text(words.label('outlook.moves'))) : []),
    ...moves,
  ];
};

const jobsListing = ({ url, label, countedAt }: Section<'jobs-listing'>, words: Words): Nodes =>
  paragraph(
    joined(' ', [
      link(label ?? words.label('jobs.link'), url),
      countedAt ? text(`(${words.label('as-of', { date: words.day(countedAt) })})`) : [],
    ])
  );

const saying = ({ quote: said, person, role, portrait }: Section<'quote'>, words: Words): Nodes => [
  ...quote(paragraphs(said)),
  ...paragraph(text([person, role].filter(Boolean).join(', '))),
  ...image(portrait, words),
];

const media = (section: Section<'media'>, words: Words): Nodes => [
  ...image(section.image, words),
  ...(section.videoUrl ? paragraph(link(words.label('video'), section.videoUrl)) : []),
  ...paragraphs(section.transcript),
];

const facts = (section: Section<'facts'>, words: Words): Nodes =>
  list(
    section.facts.map(({ label, value, sourceUrl }) =>
      joined(' ', [
        labelled(label, text(value)),
        sourceUrl ? [...text('('), ...link(words.label('source'), sourceUrl), ...text(')')] : [],
      ])
    )
  );

const promo = ({ label, url, sponsored, image: picture }: Section<'promo'>, words: Words): Nodes => [
  ...image(picture, words),
  ...paragraph(
    joined(' ', [
      url ? link(label ?? '', url) : text(label),
      sponsored ? text(`(${words.label('sponsored')})`) : [],
    ])
  ),
];

const ownTable = ({ caption, columns, rows }: Section<'table'>): Nodes => {
  const width = Math.max(columns.length, ...rows.map(({ length }) => length));
  return [
    ...paragraph(text(caption)),
    ...table(
      Array.from({ length: width }, (_, index) => ({
        heading: columns[index] ?? '',
        cell: (row: string[]) => text(row[index] ?? null),
      })),
      rows
    ),
  ];
};

/** What a section has below its body. */
const items = (section: GuideSection<string>, words: Words, addressOf: GuideAddress): Nodes => {
  switch (section.type) {
    case 'definition':
    case 'text':
    case 'callout':
      return [];
    case 'employers':
      return employers(section);
    case 'areas':
      return areas(section, words, addressOf);
    case 'studies':
      return studies(section, words);
    case 'skills':
      return table(skillColumns(words), section.items);
    case 'tasks':
      return tasks(section);
    case 'jobs-nearby':
      return paragraph(link(words.label('jobs.link'), section.url));
    case 'outlook':
      return outlook(section, words);
    case 'jobs-listing':
      return jobsListing(section, words);
    case 'faq':
      return section.items.flatMap(({ question, answer }) => [
        ...heading(3, text(question)),
        ...written(answer),
      ]);
    case 'related':
      return list(
        section.guides.map((guide) => {
          const url = addressOf(guide);
          return url === null
            ? titled(guide.title, text(guide.lead))
            : titledLink(guide.title, url, guide.lead);
        })
      );
    case 'quote':
      return saying(section, words);
    case 'media':
      return media(section, words);
    case 'facts':
      return facts(section, words);
    case 'promo':
      return promo(section, words);
    case 'table':
      return ownTable(section);
  }
};

const headingOf = (section: GuideSection<string>, words: Words): Line => {
  const own = section.heading ?? section.navLabel;
  if (section.type !== 'callout') return text(own ?? words.label(`section.${section.type}`));
  return text([words.label(`callout.${section.tone}`), own].filter(Boolean).join(': '));
};

/** A section as a part of the page: its heading, its text, and what it is made of. */
export const section = (given: GuideSection<string>, words: Words, addressOf: GuideAddress): Nodes => [
  ...heading(2, headingOf(given, words)),
  ...written(given.body),
  ...items(given, words, addressOf),
];
