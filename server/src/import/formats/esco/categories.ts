import type { Attributes } from '../../../documents/document';
import { ISCO_GROUPS } from './isco-groups';
import { toSlug } from '../../../model/slugs';

/** Returns the key of a group's category, such as `isco-08-25`, the same in every language and version of ESCO. */
export const categoryKey = (group: string): string => `isco-08-${group}`;

/** Returns the sub-major group (two digits) of a unit group (four digits). */
export const subMajorGroup = (unitGroup: string): string => unitGroup.slice(0, 2);

export const isGroup = (group: string): boolean => Object.hasOwn(ISCO_GROUPS, group);

/** Returns groups with their parents, parents first. */
export const groupsWithParents = (groups: Iterable<string>): string[] =>
  [...new Set([...groups].flatMap((group) => [group.slice(0, 1), group]))].sort();

/**
 * Returns the category of a major (one digit) or sub-major (two digits) group of ISCO-08.
 *
 * @param locale German names for German, English ones for all others: the ILO's own titles are English
 */
export const categoryOf = (group: string, locale: string): { shared: Attributes; localised: Attributes } => {
  const titles = ISCO_GROUPS[group]!;
  const language = new Intl.Locale(locale).language === 'de' ? 'de' : 'en';
  const title = titles[language];
  const short = language === 'de' ? titles.short?.de : undefined;
  return {
    shared: group.length > 1 ? { parent: categoryKey(group.slice(0, 1)) } : {},
    localised: {
      name: short ?? title,
      // With the group, since a site may well have a category "Managers" of its own.
      slug: toSlug(`isco ${group} ${short ?? title}`),
      ...(short ? { description: title } : {}),
    },
  };
};
