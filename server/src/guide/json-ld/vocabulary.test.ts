import { danglingReferences, schemaOrgIssues } from '../../../../tests/support/schema-org';

/** Tests the validator that the tests of JSON-LD use. */
describe('the vocabulary of schema.org', () => {
  it('accepts types, inherited properties and values of their types', () => {
    const issues = schemaOrgIssues({
      '@type': 'Occupation',
      '@id': '#occupation',
      name: 'Backend developer',
      alternateName: ['one', 'other'],
      skills: [{ '@type': 'DefinedTerm', name: 'PHP' }, 'Python'],
      occupationalCategory: { '@type': 'MedicalCode', codeValue: '1' },
      estimatedSalary: { '@type': 'MonetaryAmountDistribution', median: 45000.5, duration: 'P1Y' },
      mainEntityOfPage: { '@id': '#page' },
    });
    expect(issues).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a type', { '@type': 'Job' }, 'Job: schema.org has no type "Job"'],
    ['a property', { '@type': 'Occupation', salary: 1 }, 'Occupation: a Occupation has no "salary"'],
    [
      'a property of a node below',
      { '@type': 'Occupation', skills: [{ '@type': 'DefinedTerm', level: 'high' }] },
      'Occupation.skills[0]: a DefinedTerm has no "level"',
    ],
    [
      'a type in a property',
      { '@type': 'Occupation', skills: { '@type': 'Person', name: 'Ada' } },
      'Occupation.skills may not be a Person',
    ],
    [
      'a text as a number',
      { '@type': 'MonetaryAmountDistribution', median: 'much' },
      'MonetaryAmountDistribution.median may not be "much"',
    ],
    [
      'a number as a text',
      { '@type': 'CategoryCode', codeValue: 2512 },
      'CategoryCode.codeValue may not be 2512',
    ],
    ['nothing', { '@type': 'Thing', name: null }, 'Thing.name may not be null'],
    ['an empty list', { '@type': 'Thing', name: [] }, 'Thing.name is empty'],
    ['a day', { '@type': 'Article', datePublished: 'today' }, 'Article.datePublished may not be "today"'],
    [
      'a duration',
      { '@type': 'Article', timeRequired: '5 minutes' },
      'Article.timeRequired may not be "5 minutes"',
    ],
    ['an address', { '@type': 'Thing', url: 'somewhere' }, 'Thing.url may not be "somewhere"'],
    [
      'a reference where a text must be',
      { '@type': 'Thing', name: { '@id': '#name' } },
      'Thing.name may not be a reference',
    ],
    [
      'a value of an enumeration',
      { '@type': 'ImageObject', digitalSourceType: 'https://schema.org/Robot' },
      'ImageObject.digitalSourceType may not be "https://schema.org/Robot"',
    ],
  ])('rejects %s that schema.org does not define', (_, node, issue) => {
    expect(schemaOrgIssues(node)).toEqual([issue]);
  });

  it('finds dangling references', () => {
    const graph = [
      { '@type': 'WebPage', '@id': '#page', mainEntity: { '@id': '#article' }, about: [{ '@id': '#gone' }] },
      { '@type': 'Article', '@id': '#article' },
    ];
    expect(danglingReferences(graph)).toEqual(['#gone']);
  });
});
