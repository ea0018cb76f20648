import { category } from '../../../../../content-types/category/schema';
import { categoryOf, groupsWithParents } from './categories';
import { ISCO_GROUPS } from './isco-groups';
import { isSlug } from '../../../model/formats';

const codes = Object.keys(ISCO_GROUPS);

it('are the 10 major and 43 sub-major groups of ISCO-08', () => {
  expect(codes.filter((code) => /^\d$/.test(code))).toHaveLength(10);
  expect(codes.filter((code) => /^\d\d$/.test(code))).toHaveLength(43);
  expect(groupsWithParents(codes)).toEqual([...codes].sort());
});

describe.each(['en', 'de'])('categories in %s', (locale) => {
  const categories = codes.map((code) => categoryOf(code, locale).localised);

  it('fit their columns', () => {
    const { name, slug, description } = category.attributes;
    for (const localised of categories) {
      expect(String(localised.name).length).toBeLessThanOrEqual(name.maxLength);
      expect(String(localised.slug).length).toBeLessThanOrEqual(slug.maxLength);
      expect(String(localised.description ?? '').length).toBeLessThanOrEqual(description.maxLength);
      expect(isSlug(String(localised.slug))).toBe(true);
    }
  });

  it('have addresses of their own', () => {
    expect(new Set(categories.map(({ slug }) => slug)).size).toBe(codes.length);
  });

  it('have the whole title where the name is a shorter one', () => {
    for (const { name, description } of categories) {
      if (description !== undefined)
        expect(String(description).length).toBeGreaterThan(category.attributes.name.maxLength);
      expect(name).not.toContain('…');
    }
  });
});
