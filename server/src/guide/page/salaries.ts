import type { GuideSalary } from '../shape/salary';
import { table, text, type Column, type Nodes } from './nodes';
import { source } from './sources';
import type { Words } from './words';

const FIGURES = ['min', 'p25', 'median', 'p75', 'max'] as const;

const basis = ({ period, gross }: GuideSalary, words: Words): string =>
  [
    period ? words.label(`salary.period.${period}`) : '',
    gross === null ? '' : words.label(gross ? 'salary.gross' : 'salary.net'),
  ]
    .filter(Boolean)
    .join(', ');

const columns = (words: Words): Column<GuideSalary>[] => [
  {
    heading: words.label('salary.level'),
    cell: ({ level }) => text(level && words.label(`salary.level.${level}`)),
  },
  { heading: words.label('salary.region'), cell: ({ region }) => text(region && words.region(region)) },
  { heading: words.label('salary.period'), cell: (salary) => text(basis(salary, words)) },
  ...FIGURES.map((figure): Column<GuideSalary> => ({
    heading: words.label(`salary.${figure}`),
    cell: (salary) => text(salary[figure] === null ? null : words.money(salary[figure], salary.currency)),
  })),
  {
    heading: words.label('salary.sample'),
    cell: ({ sampleSize }) => text(sampleSize === null ? null : words.number(sampleSize)),
  },
  { heading: words.label('salary.asOf'), cell: ({ asOf }) => text(asOf && words.day(asOf)) },
  {
    heading: words.label('salary.source'),
    cell: (salary) => (salary.source ? source(salary.source, words) : []),
  },
];

/** A row for each source's figures; an unknown figure stays empty. */
export const salaries = (given: GuideSalary[], words: Words): Nodes => table(columns(words), given);
