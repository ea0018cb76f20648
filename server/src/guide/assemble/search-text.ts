import type { Guide, GuideSearchText } from '../types';

/**
 * What a search looks through.
 *
 * @param searchNames names of the occupation that are searched and not shown
 */
export const searchTextOf = (
  { title, lead, occupation, sections }: Guide,
  searchNames: string[]
): GuideSearchText => ({
  title,
  names: [
    ...new Set(
      occupation
        ? [
            occupation.name,
            occupation.feminine,
            occupation.masculine,
            occupation.plural,
            ...occupation.altNames,
            ...searchNames,
          ].filter((name) => name !== null)
        : []
    ),
  ],
  lead: lead ?? '',
  areas: sections.flatMap((section) =>
    section.type === 'areas' ? section.items.map(({ title: area }) => area) : []
  ),
  skills: sections.flatMap((section) =>
    section.type === 'skills' ? section.items.map(({ skill }) => skill.name) : []
  ),
});
