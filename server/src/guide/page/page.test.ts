import { loadRenderer, type Renderer } from '../renderer';
import type { Guide, GuideSection } from '../types';
import { sampleGuide } from '../../../../tests/support/unit/sample-guide';

/** A site without a configured URL. */
const NOWHERE = {
  url: null,
  name: null,
  guidePath: '/{locale}/{slug}',
  categoryPath: null,
  previewUrl: null,
};

let renderer: Renderer;

beforeAll(async () => {
  renderer = await loadRenderer();
});

/** The part of a page below a heading of the second level. */
const partOf = (page: string, heading: string): string =>
  page
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`))!
    .slice(heading.length)
    .trim();

const sectionOf = (
  type: GuideSection['type'],
  change: object = {},
  locale = 'en',
  site: Parameters<Renderer['page']>[1] = NOWHERE
): string => {
  const guide = { ...sampleGuide(), locale };
  const section = guide.sections.find((one) => one.type === type)!;
  const page = renderer.page({ ...guide, sections: [{ ...section, ...change } as GuideSection] }, site);
  return partOf(page, section.heading!);
};

describe('a guide as one document', () => {
  it('starts with its title, lead and key facts', () => {
    const page = renderer.page(sampleGuide(), NOWHERE);
    expect(page.slice(0, page.indexOf('\n## Heading of definition'))).toBe(`# Backend

**Your guide to the field**

For those who like technical problems.

![Racks of servers](/uploads/servers.jpg)

*What carries the surface (Image: Ada Example, generated with AI)*

## At a glance

* **Category:** IT › Web development
* **Occupation:** Backend developer
* **Also called:** Server-side developer
* **Reading time:** 7 min
* **Published:** November 20, 2026
* **Updated:** November 21, 2026
* **Reviewed:** November 22, 2026
* **Other languages:** [Backend (de) (German)](https://portal.example/de/backend)

Classifications:

* [ESCO 2512.4](http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1), software developer (close)
`);
  });

  it('ends with further reading, sources and notices', () => {
    const page = renderer.page(sampleGuide(), NOWHERE);
    expect(page.slice(page.indexOf('## Further reading'))).toBe(`## Further reading

* [Learn it](https://learn.example/), Teachers

## Sources

* [Pay report](https://example.org/pay), Institute of Examples, as of March 31, 2026. CC BY 4.0

## Notices

* One image was made with AI.
`);
  });

  it('has every section with its text, in the order of the guide', () => {
    const guide = sampleGuide();
    const page = renderer.page(guide, NOWHERE);
    const places = guide.sections.map(({ anchor }) =>
      page.indexOf(`Heading of ${anchor}\n\nBody of ${anchor}.\n`)
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it.each<[GuideSection['type'], string]>([
    ['definition', ''],
    ['employers', '* **[Acme](https://acme.example/)**: Builds things.'],
    ['areas', '* **Cloud:** Rented machines. (There is a guide of its own: DevOps)'],
    [
      'studies',
      `### What must one study?

Computer science.

### Computer science (Bachelor)

* **Kind:** degree
* **Qualification:** B. Sc.
* **Level in the European Qualifications Framework:** 6
* **Duration:** 36 to 48 months
* **Entry requirements:** An entrance qualification.
* **Subjects:** Databases, Networks

A broad foundation.

* [Course finder](https://courses.example/), Rectors (Advertisement)`,
    ],
    [
      'skills',
      `| Skill | Kind | Requirement | Level | Note | Description |
| - | - | - | - | - | - |
| PHP | technical | essential | advanced | Wide-spread. | A scripting language. |`,
    ],
    ['tasks', '* **Fix errors:** Find the cause.'],
    ['jobs-nearby', '[Show vacancies](/jobs?q=web)'],
    [
      'outlook',
      `**Demand for skilled people:** growing

### Salaries

| Level | Region | Basis | Lowest | 25th percentile | Median | Highest | Sample size | As of | Source |
| - | - | - | - | - | - | - | - | - | - |
| entry | Germany (DE-BY) | per year, gross | €30,000 | €35,000.50 | €40,000 | €60,000 | 1,234 | January 31, 2026 | [Pay report](https://example.org/pay), Institute of Examples, as of March 31, 2026. CC BY 4.0 |

### Ways up

* **Lead a team:** Take decisions.`,
    ],
    ['jobs-listing', '[125 backend jobs](/jobs?q=backend) (as of November 20, 2026)'],
    ['faq', '### Is a degree needed?\n\nNo, but it helps.'],
    ['related', '* **Frontend:** The visible side.'],
    ['text', ''],
    [
      'quote',
      `> I like it.

Grace Example, Developer

![Racks of servers](/uploads/servers.jpg)

*What carries the surface (Image: Ada Example, generated with AI)*`,
    ],
    [
      'media',
      `![Racks of servers](/uploads/servers.jpg)

*What carries the surface (Image: Ada Example, generated with AI)*

[Video](https://video.example/1)

First.

Second.`,
    ],
    ['facts', '* **Duration:** six terms (as of March 31, 2026) ([source](https://example.org/terms))'],
    [
      'promo',
      `![Racks of servers](/uploads/servers.jpg)

*What carries the surface (Image: Ada Example, generated with AI)*

[Free vouchers](/vouchers) (Advertisement)`,
    ],
    [
      'working-conditions',
      '* **Hours a week:** 35 to 40\n* **Working times:** on call (Every fourth week.)\n* **Places:** Office\n* **Working from home:** fully\n* **Travel:** none',
    ],
    [
      'access-requirements',
      '* **Regulated profession:** in part, [more on the regulation](https://example.org/regulation)\n* **Checks:** Criminal record certificate\n* **Physical demands:** Long sitting\n\n### Licences and registers\n\n* **[Audit licence](https://example.org/licence)**: licence, Chamber, For audits.',
    ],
    ['table', 'Two languages\n\n| Language | Since |\n| - | - |\n| PHP | 1995 |'],
  ])('shows the content of a section "%s"', (type, expected) => {
    expect(sectionOf(type)).toBe(`Body of ${type}.\n\n${expected}`.trim());
  });

  it('names the kind of a callout', () => {
    expect(renderer.page(sampleGuide(), NOWHERE)).toContain(
      '\n## Tip: Heading of callout\n\nBody of callout.\n'
    );
  });

  it('adds a heading to a section without one', () => {
    const guide = sampleGuide();
    guide.sections = guide.sections.map((section) => ({ ...section, heading: null, navLabel: null }));
    const headings = renderer.page(guide, NOWHERE).match(/(?<=^## ).*/gm)!;
    expect(headings).toHaveLength(guide.sections.length + 4);
    expect(headings.slice(1, 4)).toEqual(['Definition', 'Employers', 'Areas']);
  });

  it('omits unknown values', () => {
    const unknown = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) return key === 'sections' ? value.map((item) => unknown(item)) : [];
      if (typeof value !== 'object' || value === null) {
        return ['type', 'anchor', 'locale', 'title', 'alt', 'url', 'publishedAt', 'updatedAt'].includes(key)
          ? value
          : null;
      }
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unknown(item, name)]));
    };
    const guide = unknown({ ...sampleGuide(), hero: 0, occupation: 0 }) as Guide;
    const { sections } = sampleGuide();
    guide.sections = guide.sections.map(
      (section, index) => ({ ...section, heading: `S${index}` }) as GuideSection
    );
    const page = renderer.page({ ...guide, readingMinutes: 1 }, NOWHERE);
    expect(page).not.toMatch(/null|undefined|NaN|\*\*:?\*\*|\[\]\(|\(\)/);
    expect(page.match(/^## S\d+$/gm)).toHaveLength(sections.length);
    expect(page).not.toMatch(/## (Further|Sources|Notices)/);
  });

  it('has no duration, figure or column that is not known', () => {
    const section = sampleGuide().sections.find((one) => one.type === 'studies')!;
    const [path] = (section as Extract<GuideSection, { type: 'studies' }>).paths;
    const durations = [
      [36, null],
      [null, 12],
      [24, 24],
      [null, null],
    ].map(
      ([durationMonthsMin, durationMonthsMax]) =>
        sectionOf('studies', { paths: [{ ...path, durationMonthsMin, durationMonthsMax }] }).match(
          /Duration:.*/
        )?.[0]
    );
    expect(durations).toEqual([
      'Duration:** from 36 months',
      'Duration:** up to 12 months',
      'Duration:** 24 months',
      undefined,
    ]);
    expect(sectionOf('outlook', { demand: 'unknown', salaries: [], moves: [] })).toBe('Body of outlook.');
  });

  it('keeps rows and cells of a table together', () => {
    expect(sectionOf('table', { caption: null, columns: ['a|b'], rows: [['1', 'x\ny'], ['`2`']] })).toContain(
      '| a\\|b | |\n| - | - |\n| 1 | x y |\n| \\`2\\` | |'
    );
  });

  it('does not run a list of a text into one of its own', () => {
    const body = [
      {
        type: 'list',
        format: 'unordered',
        children: [{ type: 'list-item', children: [{ type: 'text', text: 'a' }] }],
      },
    ];
    expect(sectionOf('tasks', { body })).toBe('- a\n\n* **Fix errors:** Find the cause.');
  });

  it('continues the outline in texts below questions', () => {
    const answer = [{ type: 'heading', level: 1, children: [{ type: 'text', text: 'Deeper' }] }];
    expect(sectionOf('faq', { items: [{ question: 'Why?', answer }] })).toContain('### Why?\n\n#### Deeper');
  });

  it('omits unsafe links', () => {
    expect(sectionOf('jobs-nearby', { url: 'javascript:alert(1)' })).toBe(
      'Body of jobs-nearby.\n\nShow vacancies'
    );
    expect(
      sectionOf('facts', { facts: [{ label: 'A', value: 'b', sourceUrl: '//evil.example' }] })
    ).toContain('* **A:** b (source)');
  });
});

describe('links to the portal', () => {
  const portal = { ...NOWHERE, url: 'https://portal.example/careers', guidePath: '/{locale}/fields/{slug}' };
  const at = (type: GuideSection['type'], change: object = {}): string =>
    sectionOf(type, change, 'en', portal);

  it('lead there from anywhere', () => {
    expect(at('jobs-listing')).toContain('[125 backend jobs](https://portal.example/jobs?q=backend)');
    expect(at('promo')).toContain('[Free vouchers](https://portal.example/vouchers)');
    const link = (url: string) => ({ type: 'link', url, children: [{ type: 'text', text: 'here' }] });
    const body = [
      {
        type: 'list',
        format: 'unordered',
        children: [{ type: 'list-item', children: [link('/salaries#entry')] }],
      },
      { type: 'paragraph', children: [link('https://example.org/a'), link('mailto:a@example.org')] },
    ];
    expect(at('definition', { body })).toBe(
      '- [here](https://portal.example/salaries#entry)\n\n[here](https://example.org/a)[here](mailto:a@example.org)'
    );
  });

  it('lead to the other guides', () => {
    expect(at('related')).toContain(
      '* **[Frontend](https://portal.example/careers/en/fields/frontend)**: The'
    );
    expect(at('areas')).toContain(
      '([There is a guide of its own: DevOps](https://portal.example/careers/en/fields/devops))'
    );
  });

  it('are none that were not safe before', () => {
    expect(at('promo', { url: '//evil.example', image: null, sponsored: false })).toMatch(
      /\n\nFree vouchers$/
    );
    expect(at('promo', { url: '/\\evil.example', image: null, sponsored: false })).not.toContain(
      '](https://evil'
    );
  });
});

describe('the language of a page', () => {
  const salaryIn = (locale: string): string => sectionOf('outlook', {}, locale);

  it('is the guide’s own, with the formats of its region', () => {
    expect(salaryIn('de')).toContain(
      '| Einstieg | Deutschland (DE-BY) | pro Jahr, brutto | 30.000\u00a0€ | 35.000,50\u00a0€ |'.replaceAll(
        '\u00a0',
        ' '
      )
    );
    expect(salaryIn('de-AT')).toContain('| 31. Jänner 2026 |');
    expect(salaryIn('en-GB')).toContain('| 31 January 2026 |');
  });

  it.each(['fr', 'not a locale', '', 'x'.repeat(100)])('is English for the locale "%s"', (locale) => {
    expect(salaryIn(locale)).toBe(salaryIn('en'));
  });
});
