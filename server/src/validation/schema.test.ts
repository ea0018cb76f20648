import {
  components,
  contentTypes,
  PUBLIC_TYPES,
  type Attribute,
  type PublicType,
} from '../../../content-types';
import { uidOf } from '../plugin';
import { createValidator, type FindIssues } from './index';
import type { Strictness } from './schema';
import { backendArticle, richText } from '../../../tests/support/unit/backend-article';
import { createStrapiStandIn } from '../../../tests/support/unit/stand-in';

type Values = Record<string, unknown>;

const DRAFT: Strictness = { publishable: false, partial: false };
const PUBLISHED: Strictness = { publishable: true, partial: false };
const PART_OF_DRAFT: Strictness = { publishable: false, partial: true };
const PART_OF_PUBLISHED: Strictness = { publishable: true, partial: true };

const ofPlugin = createValidator(createStrapiStandIn());

/** What is wrong, as `<path> <message>`; neither the order of the tests in yup nor what else it tells matters. */
const issues = async (
  type: PublicType,
  document: unknown,
  strictness: Strictness = DRAFT,
  findIssues: FindIssues = ofPlugin
): Promise<string[]> =>
  (await findIssues(type, document, strictness)).map(({ field, message }) => `${field} ${message}`).sort();

describe('a whole document', () => {
  it.each([DRAFT, PUBLISHED, PART_OF_DRAFT, PART_OF_PUBLISHED])(
    'is right with every part it can have: %j',
    async (how) => {
      expect(await issues('article', backendArticle(), how)).toEqual([]);
    }
  );

  it('names every component that there is, so that none is left out of what follows', () => {
    const named = new Set<string>();
    const collect = (value: unknown, attributes: Record<string, Attribute>): void => {
      for (const [name, item] of Object.entries(value as Values)) {
        const attribute = attributes[name];
        if (attribute?.type !== 'component' && attribute?.type !== 'dynamiczone') continue;
        for (const one of [item].flat()) {
          const uid = String(attribute.component ?? (one as Values).__component);
          const component = uid.replace('career-field.', '') as keyof typeof components;
          named.add(component);
          collect(one, components[component].attributes);
        }
      }
    };
    collect(backendArticle(), contentTypes.article.attributes);
    expect([...named].sort()).toEqual(Object.keys(components).sort());
  });

  it.each(PUBLIC_TYPES)('of the type %s may hold nothing as a draft', async (type) => {
    const attributes: Record<string, Attribute> = contentTypes[type].attributes;
    expect(await issues(type, {})).toEqual([]);
    const empty = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
    expect(await issues(type, empty)).toEqual([]);
  });

  it.each<[PublicType, string[]]>([
    ['article', ['title', 'slug', 'lead', 'category']],
    ['category', ['name', 'slug']],
    ['skill', ['name', 'slug']],
    ['study-path', ['title', 'slug']],
    ['employer', ['name', 'slug']],
  ])('of the type %s needs, to be published, %j, each named once', async (type, required) => {
    expect(await issues(type, {}, PUBLISHED)).toEqual(
      required.map((field) => `${field} publish.required`).sort()
    );
    const empty = Object.fromEntries(required.map((field, index) => [field, index % 2 ? null : '']));
    expect(await issues(type, empty, PUBLISHED)).toEqual(
      required.map((field) => `${field} publish.required`).sort()
    );
  });

  it('is looked through to its leaves', async () => {
    const article = backendArticle();
    Object.assign(article.hero, { file: { id: 7 }, alt: '' });
    Object.assign(article.definition, { anchor: 'bereiche', heading: 'a'.repeat(121) });
    Object.assign(article.areas.items[1] as Values, { title: '' });
    Object.assign(article.skills.items[0] as Values, { skill: null, level: 'guru' });
    Object.assign(article.occupation.codes[1] as Values, { code: '15-1252' });
    Object.assign(article.outlook.salaries[0] as Values, { p75: 1, currency: null, region: 'Bayern' });
    Object.assign(article.outlook.salaries[0]?.source as Values, { url: 'javascript:alert(1)' });
    Object.assign(article.sections[0]?.image as Values, { alt: null });
    Object.assign(article.sections[4]?.facts?.[0] as Values, { sourceUrl: '//example.org' });
    Object.assign(article.sections[6]?.rows?.[1] as Values, { cells: ['Python'] });
    Object.assign(article.furtherReading[0] as Values, { url: '' });
    Object.assign(article.editorial, { reviewedAt: '2026-02-30' });
    expect(await issues('article', article, PUBLISHED)).toEqual(
      [
        'areas.anchor anchor.duplicate',
        'areas.items[1].title publish.required',
        'definition.heading text.tooLong',
        'editorial.reviewedAt type.date',
        'furtherReading[0].url publish.required',
        'hero.alt publish.alt',
        'occupation.codes[1].code code.format',
        'outlook.salaries[0].currency publish.figure',
        'outlook.salaries[0].p75 salary.ascending',
        'outlook.salaries[0].region salary.region',
        'outlook.salaries[0].source.url url.unsafe',
        'sections[0].image.alt publish.alt',
        'sections[4].facts[0].sourceUrl url.unsafe',
        'sections[6].rows[1].cells table.cells',
        'skills.items[0].level type.choice',
        'skills.items[0].skill publish.required',
      ].sort()
    );
  });

  it('may be incomplete as a draft, where it may not be wrong', async () => {
    const article = {
      title: 'Backend',
      hero: { file: { id: 7 } },
      outlook: { salaries: [{ median: 45_000 }, { min: 3, max: 2 }] },
      jobs: { count: 125, listingUrl: 'jobs' },
      skills: { items: [{ skill: null }] },
      furtherReading: [{ url: null }],
      sections: [{ __component: 'career-field.text-section', anchor: 'Mit Leerzeichen' }],
    };
    expect(await issues('article', article)).toEqual([
      'jobs.listingUrl url.unsafe',
      'outlook.salaries[1].max salary.ascending',
      'sections[0].anchor anchor.format',
    ]);
  });
});

describe('a part of a document', () => {
  it('does not miss what it does not name', async () => {
    expect(await issues('article', { headline: 'Neu' }, PART_OF_PUBLISHED)).toEqual([]);
    expect(await issues('skill', { kind: 'tool' }, PART_OF_PUBLISHED)).toEqual([]);
  });

  it('must not empty what is needed', async () => {
    expect(await issues('article', { title: '', slug: null }, PART_OF_PUBLISHED)).toEqual([
      'slug publish.required',
      'title publish.required',
    ]);
  });

  it('is held to formats and lengths like a whole', async () => {
    expect(await issues('article', { slug: 'Backend!', title: 'a'.repeat(91) }, PART_OF_DRAFT)).toEqual([
      'slug slug.format',
      'title text.tooLong',
    ]);
  });

  it('holds a component that is new to the rules of a whole one, and one that is stored to those of a part', async () => {
    const salary = { min: 3, max: 2 };
    const stored = { outlook: { id: 1, salaries: [{ id: 5, ...salary }] } };
    expect(await issues('article', stored, PART_OF_PUBLISHED)).toEqual([]);
    const renewed = { outlook: { id: 1, salaries: [{ id: 5 }, salary] } };
    expect(await issues('article', renewed, PART_OF_DRAFT)).toEqual([
      'outlook.salaries[1].max salary.ascending',
    ]);
    const image = { file: { id: 7 } };
    expect(await issues('article', { hero: image }, PART_OF_PUBLISHED)).toEqual(['hero.alt publish.alt']);
    expect(await issues('article', { hero: { id: 3, ...image } }, PART_OF_PUBLISHED)).toEqual([]);
  });

  it('is a whole again where somebody sends an id with a new document', async () => {
    expect(await issues('article', { hero: { id: 3, file: { id: 7 } } }, PUBLISHED)).toContain(
      'hero.alt publish.alt'
    );
  });
});

describe('lengths', () => {
  // Every text in the model, so that one that is added later is held to its length as well.
  const texts = (attributes: Record<string, Attribute>): [string, number][] =>
    Object.entries(attributes)
      .filter(
        ([name, { type }]) =>
          ['string', 'text', 'uid'].includes(type) &&
          !/url|uri|website|slug|anchor|currency|region/i.test(name)
      )
      .map(([name, { maxLength }]) => [name, Number(maxLength)]);

  it.each(
    PUBLIC_TYPES.flatMap((type) =>
      texts(contentTypes[type].attributes).map(([name, max]) => [type, name, max] as const)
    )
  )('of %s.%s: %d characters fit, and no more', async (type, name, max) => {
    expect(await issues(type, { [name]: 'ä'.repeat(max) })).toEqual([]);
    expect(await issues(type, { [name]: 'ä'.repeat(max + 1) })).toEqual([`${name} text.tooLong`]);
  });

  it.each(texts(components.image.attributes))(
    'of image.%s: %d characters fit, and no more',
    async (name, max) => {
      expect(await issues('article', { hero: { [name]: 'a'.repeat(max) } })).toEqual([]);
      expect(await issues('article', { hero: { [name]: 'a'.repeat(max + 1) } })).toEqual([
        `hero.${name} text.tooLong`,
      ]);
    }
  );

  it('are those of the site where it has its own version of a type', async () => {
    const uid = uidOf('skill');
    const ofSite = createValidator(
      createStrapiStandIn([
        {
          uid,
          attributes: {
            name: { type: 'string', maxLength: 5 },
            slug: { type: 'uid' },
            note: { type: 'string' },
            remark: { type: 'text' },
            kind: { type: 'enumeration', enum: ['trade'] },
          },
        },
      ])
    );
    const skill = {
      name: 'Python',
      slug: 'a'.repeat(256),
      note: 'a'.repeat(256),
      kind: 'tool',
      description: 5,
    };
    expect(await issues('skill', skill, DRAFT, ofSite)).toEqual([
      'kind type.choice',
      'name text.tooLong',
      // Where no length is named, that of the database column.
      'note text.tooLong',
      'slug text.tooLong',
    ]);
    expect(await issues('skill', { remark: 'a'.repeat(20_000), kind: 'trade' }, DRAFT, ofSite)).toEqual([]);
    expect(await issues('skill', { remark: 'a'.repeat(20_001) }, DRAFT, ofSite)).toEqual([
      'remark text.tooLong',
    ]);
  });
});

describe('types', () => {
  it.each<[PublicType, string, unknown, string]>([
    ['article', 'title', { a: 1 }, 'type.text'],
    ['article', 'title', ['Backend'], 'type.text'],
    ['article', 'slug', { a: 1 }, 'type.text'],
    ['article', 'lead', ['a'], 'type.text'],
    ['article', 'slug', 'Backend', 'slug.format'],
    ['article', 'slug', 'backend--entwicklung', 'slug.format'],
    ['article', 'definition.hideInToc', 'perhaps', 'type.boolean'],
    ['article', 'definition.hideInToc', {}, 'type.boolean'],
    ['article', 'definition.body', 'Text', 'blocks.shape'],
    ['article', 'definition.body', {}, 'blocks.shape'],
    ['article', 'definition.anchor', '1', 'anchor.format'],
    ['article', 'editorial.reviewedAt', '23.11.2026', 'type.date'],
    ['article', 'editorial.reviewedAt', '2026-02-29', 'type.date'],
    ['article', 'editorial.reviewedAt', '2026-13-01', 'type.date'],
    ['article', 'editorial.reviewedAt', '2026-1-1', 'type.date'],
    ['article', 'editorial.reviewedAt', '2026-11-23T00:00:00Z', 'type.date'],
    ['article', 'editorial.reviewedAt', 20261123, 'type.date'],
    ['article', 'jobs.countedAt', 'yesterday', 'type.datetime'],
    ['article', 'jobs.countedAt', '2026-13-01T00:00:00Z', 'type.datetime'],
    ['article', 'jobs.countedAt', {}, 'type.datetime'],
    ['article', 'jobs.count', 1.5, 'type.integer'],
    ['article', 'jobs.count', 'many', 'type.number'],
    ['article', 'jobs.count', 2_147_483_648, 'number.max'],
    ['article', 'jobs.nearbyUrl', 'javascript:alert(1)', 'url.unsafe'],
    ['article', 'jobs.listingUrl', 'jobs', 'url.unsafe'],
    ['article', 'seo.canonicalUrl', '//example.org', 'url.unsafe'],
    ['article', 'outlook.demand', 'high', 'type.choice'],
    ['article', 'outlook.demand', ['growing'], 'type.choice'],
    ['article', 'outlook.demand', '', 'type.choice'],
    ['employer', 'website', 'example.org', 'url.unsafe'],
    ['study-path', 'eqfLevel', 0, 'number.min'],
    ['study-path', 'eqfLevel', 9, 'number.max'],
    ['study-path', 'eqfLevel', 'six', 'type.number'],
    ['study-path', 'eqfLevel', true, 'type.number'],
    ['study-path', 'eqfLevel', Number.NaN, 'type.number'],
    ['study-path', 'durationMonthsMin', -1, 'number.min'],
    ['study-path', 'durationMonthsMax', 241, 'number.max'],
    ['study-path', 'description', 'Text', 'blocks.shape'],
    ['skill', 'kind', 'Soft', 'type.choice'],
  ])('%s: %s is not %j', async (type, path, value, message) => {
    const document = path.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
    expect(await issues(type, document)).toEqual([`${path} ${message}`]);
  });

  it.each<[PublicType, Values]>([
    ['study-path', { eqfLevel: 1, durationMonthsMin: 0, durationMonthsMax: 240 }],
    ['study-path', { eqfLevel: 8, subjects: [] }],
    ['article', { editorial: { reviewedAt: '2028-02-29' } }],
    ['article', { jobs: { countedAt: new Date() } }],
    ['article', { jobs: { countedAt: '2026-11-23T12:00:00+01:00', count: 0 } }],
    ['article', { outlook: { salaries: [{ median: 99_999_999.99 }] } }],
    // An empty address is none yet; only a published link needs one.
    ['article', { slug: '', jobs: { nearbyUrl: '' }, definition: { anchor: '' } }],
    // What Strapi and a site add is not looked at.
    ['article', { createdAt: '2026-11-23T12:00:00.000Z', localizations: [], views: 'many' }],
  ])('%s may be %j', async (type, document) => {
    expect(await issues(type, document)).toEqual([]);
  });

  it('are named with the choices that there are', async () => {
    const [issue] = await ofPlugin('skill', { kind: 'magic' }, DRAFT);
    expect(issue?.values?.choices).toMatch(/^hard, soft, tool, language, knowledge/);
  });

  // null and undefined are allowed by being listed among the choices, so an editor reads "knowledge, , .".
  it('are named with the choices that there are, and with nothing else', async () => {
    const [issue] = await ofPlugin('skill', { kind: 'magic' }, DRAFT);
    expect(issue?.values?.choices).toBe('hard, soft, tool, language, knowledge');
  });

  // yup turns what is no list or object into null before it looks. For components Strapi's own check comes after this
  // one; a list of texts is plain JSON to Strapi, and a guide without the list that it expects gets published.
  it.each<[PublicType, Values, string]>([
    ['article', { faq: 'Question' }, 'faq type.list'],
    ['article', { faq: {} }, 'faq type.list'],
    ['article', { faq: 5 }, 'faq type.list'],
    ['article', { faq: [5] }, 'faq[0] type.object'],
    ['article', { sections: {} }, 'sections type.list'],
    ['article', { hero: 'picture' }, 'hero type.object'],
    ['article', { hero: [] }, 'hero type.object'],
    ['article', { occupation: { altNames: 'Developer' } }, 'occupation.altNames type.list'],
    ['article', { occupation: { altNames: '["Developer"]' } }, 'occupation.altNames type.list'],
    ['study-path', { subjects: { 0: 'Databases' } }, 'subjects type.list'],
    ['study-path', { subjects: 5 }, 'subjects type.list'],
    ['study-path', { subjects: [5] }, 'subjects[0] type.text'],
    ['article', { title: 5 }, 'title type.text'],
    ['article', { editorial: { reviewedAt: ['2026-11-23'] } }, 'editorial.reviewedAt type.date'],
    ['article', { jobs: { countedAt: true } }, 'jobs.countedAt type.datetime'],
  ])('%s is not %j', async (type, document, issue) => {
    expect(await issues(type, document)).toEqual([issue]);
  });

  // PostgreSQL has no year 0: the write ends in a database error and status 500.
  it('have no day in the year 0', async () => {
    expect(await issues('article', { editorial: { reviewedAt: '0000-01-01' } })).toEqual([
      'editorial.reviewedAt type.date',
    ]);
  });

  // Each of them ends in a TypeError, so in status 500 and a stack trace in the site's log.
  it.each<[PublicType, string]>([
    ['article', '{ "title": { "toString": 1, "valueOf": 1 } }'],
    ['article', '{ "editorial": { "reviewedAt": { "toString": 1, "valueOf": 1 } } }'],
    ['article', '{ "jobs": { "countedAt": { "toString": 1, "valueOf": 1 } } }'],
    ['article', '{ "definition": { "hideInToc": { "toString": 1, "valueOf": 1 } } }'],
    ['study-path', '{ "eqfLevel": { "toString": 1, "valueOf": 1 } }'],
    ['skill', '{ "codes": [{ "scheme": "constructor", "code": "1" }] }'],
    ['skill', '{ "codes": [{ "scheme": { "toString": 1, "valueOf": 1 }, "code": "1" }] }'],
  ])('%s refuses %s rather than failing at it', async (type, json) => {
    expect(await issues(type, JSON.parse(json))).not.toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('look past an unknown attribute %j', async (name) => {
    const article = JSON.parse(`{ "title": "Backend", "hero": { "${name}": 5 }, "${name}": 5 }`);
    expect(await issues('article', article)).toEqual([]);
  });
});

describe('text', () => {
  it.each<[Values, string]>([
    [{ title: 'a\u0000' }, 'title'],
    [{ slug: 'a\u0000' }, 'slug'],
    [{ lead: '\ud83d' }, 'lead'],
    [{ hero: { alt: '\u0000' } }, 'hero.alt'],
    [{ occupation: { altNames: ['Developer', 'a\u0000'] } }, 'occupation.altNames[1]'],
    [{ areas: { items: [{ title: 'a' }, { text: '\ude00' }] } }, 'areas.items[1].text'],
    [{ definition: { body: richText('a\u0000') } }, 'definition.body'],
    [
      { sections: [{ __component: 'career-field.table-section', columns: ['a\u0000'] }] },
      'sections[0].columns[0]',
    ],
    [
      { sections: [{ __component: 'career-field.table-section', rows: [{ cells: ['', '\u0000'] }] }] },
      'sections[0].rows[0].cells[1]',
    ],
  ])('is such that every database can store it: %j', async (article, field) => {
    expect(await issues('article', article)).toContain(`${field} text.unstorable`);
  });

  it('that is rich is looked through', async () => {
    const body = [
      { type: 'paragraph', children: [{ type: 'link', url: 'javascript:alert(1)', children: [] }] },
    ];
    expect(
      await issues('article', { definition: { body }, faq: [{ answer: body }], studies: { answer: body } })
    ).toEqual(['definition.body blocks.link', 'faq[0].answer blocks.link', 'studies.answer blocks.link']);
    expect(await issues('article', { definition: { body: richText('a'.repeat(50_001)) } })).toEqual([
      'definition.body blocks.tooLong',
    ]);
  });

  it('that is nested a hundred thousand levels deep is refused, not crashed at', async () => {
    let node: unknown = { type: 'text', text: 'a' };
    for (let level = 0; level < 100_000; level += 1) node = { type: 'list', children: [node] };
    expect(await issues('article', { definition: { body: [node] } })).toEqual([
      'definition.body blocks.depth',
    ]);
  });
});

describe('lists', () => {
  const sections = (count: number) =>
    Array.from({ length: count }, () => ({ __component: 'career-field.text-section' }));

  it.each<[string, (count: number) => unknown]>([
    ['faq', (count) => Array.from({ length: count }, () => ({ question: 'Why?' }))],
    ['sections', sections],
  ])('of %s have at most 300 entries', async (name, list) => {
    expect(await issues('article', { [name]: list(300) })).toEqual([]);
    expect(await issues('article', { [name]: list(301) })).toEqual([`${name} list.tooLong`]);
  });

  it('of texts have at most 300 of at most 255 characters', async () => {
    expect(await issues('study-path', { subjects: Array(300).fill('a'.repeat(255)) })).toEqual([]);
    expect(await issues('study-path', { subjects: Array(301).fill('a') })).toEqual(['subjects list.tooLong']);
    expect(await issues('study-path', { subjects: ['a', 'a'.repeat(256), ''] })).toEqual([
      'subjects[1] text.tooLong',
    ]);
    expect(await issues('study-path', { subjects: ['a', null, {}, ['a']] })).toEqual([
      'subjects[1] type.text',
      'subjects[2] type.text',
      'subjects[3] type.text',
    ]);
  });

  // 50,000 wrong entries, which fit into the body that Strapi accepts, keep the process busy for half a minute.
  it('that are too long are not looked into', async () => {
    const faq = Array.from({ length: 301 }, () => ({ question: {} }));
    expect(await issues('article', { faq })).toEqual(['faq list.tooLong']);
  });
});

describe('free sections', () => {
  it.each<[string, unknown]>([
    ['a kind that there is not', { __component: 'career-field.video-section' }],
    ['a component that is no section', { __component: 'career-field.salary' }],
    ['a named part', { __component: 'career-field.tasks-section' }],
    ['a component of the site', { __component: 'shared.banner' }],
    ['a kind without its category', { __component: 'text-section' }],
    ['a name that every object has', { __component: 'constructor' }],
    ['no kind', { heading: 'Heading' }],
    ['a kind that is a list', { __component: [['career-field.text-section']] }],
    ['nothing', null],
    ['text', 'career-field.text-section'],
  ])('are refused with %s', async (_what, section) => {
    const text = { __component: 'career-field.text-section' };
    expect(await issues('article', { sections: [text, section] })).toEqual(['sections[1] sections.unknown']);
  });

  it('are held to the rules of their kind', async () => {
    expect(
      await issues('article', {
        sections: [
          { __component: 'career-field.callout-section', tone: 'loud', after: 'lunch' },
          { __component: 'career-field.media-section', videoUrl: 'ftp://example.org' },
          { __component: 'career-field.facts-section', facts: [{ label: 'a'.repeat(121) }] },
        ],
      })
    ).toEqual([
      'sections[0].after type.choice',
      'sections[0].tone type.choice',
      'sections[1].videoUrl url.unsafe',
      'sections[2].facts[0].label text.tooLong',
    ]);
  });

  it('say, to be published, where they stand', async () => {
    const sections = [{ __component: 'career-field.text-section', after: null }];
    expect(await issues('article', { sections }, PUBLISHED)).toContain('sections[0].after publish.required');
    // Left out, it is where it is by default.
    const byDefault = [{ __component: 'career-field.text-section' }];
    expect(await issues('article', { sections: byDefault }, PUBLISHED)).not.toContain(
      'sections[0].after publish.required'
    );
  });
});
