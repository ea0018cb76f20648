import { addDays } from '../editorial/days';
import { estimatedSalaries } from './json-ld/salaries';
import { figuresChangeOn, hideOldFigures, withoutOldFigures, type FreshnessOptions } from './figures';
import { loadRenderer } from './renderer';
import { findSection } from './sections';
import { toGuide } from './assemble/to-guide';
import type { GuideSalary } from './types';
import type { Row } from './values';
import { guideContext, guideRow } from '../../../tests/support/unit/guide-row';

/** `npm run test:property` sets it to 1,000. */
const GUIDES = Number(process.env.FIGURE_GUIDES ?? 100);
const TIMES = 200;

/** The same numbers in each run. */
const createRandom =
  (seed: number) =>
  (limit: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };

/** Days around which calendars do something: leap days, ends of months, changes of clocks in Berlin and New York. */
const DAYS = [
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-03-31',
  '2024-10-27',
  '2025-01-31',
  '2025-03-09',
  '2025-03-30',
  '2025-08-31',
  '2025-10-26',
  '2025-11-02',
  '2025-12-31',
];

const HOURS = [
  '00:00:00.000',
  '00:00:00.001',
  '01:59:59.999',
  '12:00:00.000',
  '22:30:00.000',
  '23:59:59.999',
];

const randomDay = (random: (limit: number) => number): string =>
  addDays(DAYS[random(DAYS.length)]!, random(5) - 2);

const salary: Omit<GuideSalary, 'asOf'> = {
  level: null,
  region: null,
  currency: 'EUR',
  period: 'year',
  gross: true,
  min: null,
  p25: null,
  median: 50_000,
  p75: null,
  max: null,
  sampleSize: null,
  source: { label: 'Source', url: null, publisher: null, asOf: null },
} as unknown as Omit<GuideSalary, 'asOf'>;

const articleOf = (random: (limit: number) => number): Row => ({
  outlook: {
    salaries: [
      { ...salary, asOf: randomDay(random) },
      { ...salary, asOf: randomDay(random) },
    ],
  },
  sections: [
    {
      __component: 'career-field.facts-section',
      facts: [
        { label: 'a', value: '1', asOf: randomDay(random) },
        { label: 'b', value: '2', asOf: null },
      ],
    },
    { __component: 'career-field.text-section', facts: [{ asOf: '1999-01-01' }] },
  ],
  jobs: { count: 5, countedAt: `${randomDay(random)}T${HOURS[random(HOURS.length)]}Z` },
});

/** The last day of a figure, month by month, as a calendar on the wall has it. */
const lastDayOf = (day: string, months: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const total = year * 12 + (month - 1) + months;
  const [laterYear, laterMonth] = [Math.floor(total / 12), (total % 12) + 1];
  const isLeap = laterYear % 4 === 0 && (laterYear % 100 !== 0 || laterYear % 400 === 0);
  const length = laterMonth === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(laterMonth) ? 30 : 31;
  const pad = (number: number): string => String(number).padStart(2, '0');
  return `${laterYear}-${pad(laterMonth)}-${pad(Math.min(date, length))}`;
};

const read = (article: Row, now: Date, options: FreshnessOptions) => {
  const kept = withoutOldFigures(article, now, options) as {
    outlook: { salaries: GuideSalary[] };
    sections: { facts: Row[] }[];
    jobs: Row;
  };
  return {
    salaries: kept.outlook.salaries.map(({ asOf }) => asOf),
    facts: kept.sections[0]!.facts.map(({ asOf }) => asOf),
    other: kept.sections[1]!.facts.length,
    count: kept.jobs.count,
    jsonLd: estimatedSalaries(kept.outlook.salaries, now, options.figures).map(
      ({ subjectOf }) => (subjectOf as { temporalCoverage: string }).temporalCoverage
    ),
  };
};

describe('the age of figures', () => {
  it('is the same for each way of reading, at every moment, and a stored guide is right until it changes', () => {
    const random = createRandom(7);
    let hidden = 0;
    const wrong: object[] = [];
    for (let number = 0; number < GUIDES; number += 1) {
      const article = articleOf(random);
      const months = 1 + random(4);
      const options: FreshnessOptions = { figures: months, oldFigures: 'hide' };
      const dates = (article.outlook as { salaries: GuideSalary[] }).salaries.map(({ asOf }) => asOf!);
      for (let time = 0; time < TIMES; time += 1) {
        const day = addDays(DAYS[random(DAYS.length)]!, random(120));
        const now = new Date(`${day}T${HOURS[random(HOURS.length)]}Z`);
        const found = read(article, now, options);
        const kept = dates.filter((asOf) => day <= lastDayOf(asOf, months));
        const expected = { salaries: kept, jsonLd: kept.filter((asOf) => asOf <= day), other: 1 };
        const { salaries, jsonLd, other } = found;
        if (JSON.stringify({ salaries, jsonLd, other }) !== JSON.stringify(expected))
          wrong.push({ article, now, found });
        hidden += dates.length - kept.length;
        const changesOn = figuresChangeOn(article, now, options);
        if (changesOn === null) continue;
        // The last moment before, and the moment itself.
        const moment = Date.parse(`${changesOn}T00:00:00.000Z`);
        const at = (milliseconds: number): string =>
          JSON.stringify(read(article, new Date(milliseconds), options));
        const isRight = at(moment - 1) === JSON.stringify(found) && at(moment) !== JSON.stringify(found);
        if (!isRight) wrong.push({ article, now, changesOn });
      }
    }
    expect(wrong).toEqual([]);
    expect(hidden).toBeGreaterThan(GUIDES);
  });

  it('does not depend on the time zone of the process', () => {
    // 22:30 in UTC is the next day in Berlin, in summer and in winter.
    const options: FreshnessOptions = { figures: 1, oldFigures: 'hide' };
    const article = { jobs: { count: 5, countedAt: '2025-03-30T22:30:00.000Z' } };
    expect(figuresChangeOn(article, new Date('2025-04-01T00:00:00Z'), options)).toBe('2025-05-01');
    expect(withoutOldFigures(article, new Date('2025-04-30T23:59:59.999Z'), options)).toMatchObject({
      jobs: { count: 5 },
    });
    expect(withoutOldFigures(article, new Date('2025-05-01T00:00:00Z'), options)).toMatchObject({
      jobs: { count: null },
    });
  });

  it('keeps everything where the site only marks it', () => {
    const article = articleOf(createRandom(3));
    const options: FreshnessOptions = { figures: 1, oldFigures: 'mark' };
    expect(withoutOldFigures(article, new Date('2099-01-01'), options)).toBe(article);
  });

  it('hides a figure from the guide, its sources, its structured data and its Markdown page at once', async () => {
    const { page } = await loadRenderer();
    const row = guideRow();
    const asOf = (row.outlook as { salaries: { asOf: string }[] }).salaries[0]!.asOf;
    const guideAt = (day: string) =>
      toGuide(
        row,
        guideContext({
          now: new Date(`${day}T00:00:00Z`),
          freshness: { figures: 12, oldFigures: 'hide', review: 6, mail: false },
        })
      )!;
    const last = lastDayOf(asOf, 12);
    const before = guideAt(last);
    const after = guideAt(addDays(last, 1));
    const shown = ({ guide }: typeof before) => [
      findSection(guide.sections, 'outlook')?.salaries.some((each) => each.asOf === asOf) ?? false,
      JSON.stringify(guide.jsonLd).includes('estimatedSalary'),
    ];
    expect(shown(before)).toEqual([true, true]);
    expect(shown(after)).toEqual([false, false]);
    expect(before.changesOn).toBe(addDays(last, 1));
    // The guide of the day before, whose rebuild fails.
    const options: FreshnessOptions = { figures: 12, oldFigures: 'hide' };
    const moment = Date.parse(`${addDays(last, 1)}T00:00:00.000Z`);
    const at = (time: number, oldFigures: FreshnessOptions['oldFigures'] = 'hide') =>
      hideOldFigures(before.guide, new Date(time), { ...options, oldFigures }, (left) => ({
        ...left,
        jsonLd: after.guide.jsonLd,
      }));
    expect(at(moment - 1)).toBe(before.guide);
    expect(at(moment - 1, 'mark')).toBe(before.guide);
    expect(at(moment, 'mark')).toEqual({ ...before.guide, jsonLd: after.guide.jsonLd });
    expect(shown({ ...before, guide: at(moment) })).toEqual([false, false]);
    expect(at(moment).sections).toEqual(after.guide.sections);
    const { site } = guideContext();
    const url = (path: string): string => path;
    expect(page(before.guide as never, site, url).length).toBeGreaterThan(
      page(after.guide as never, site, url).length
    );
  });
});
