import { components } from '../../../../content-types';
import type { z } from '../../strapi-internals/host-utils';
import { table, text, type Column } from '../page/nodes';
import type { Words } from '../page/words';
import { skill } from '../shape/documents';
import { choice, listOf, named, object, optionalProse } from '../shape/fields';
import { sectionKind } from './kind';

const { requirement, level } = components['skill-item'].attributes;

const skillItem = named(
  'GuideSkillItem',
  object(
    {
      skill,
      requirement: choice('GuideSkillRequirement', requirement),
      level: choice('GuideSkillLevel', level),
      note: optionalProse,
    },
    'skill-item'
  )
);

type SkillItem = z.infer<typeof skillItem>;

const columns = (words: Words): Column<SkillItem>[] => [
  { heading: words.label('skill'), cell: (item) => text(item.skill.name) },
  {
    heading: words.label('skill.kind'),
    cell: (item) => text(item.skill.kind && words.label(`skill.kind.${item.skill.kind}`)),
  },
  {
    heading: words.label('skill.requirement'),
    cell: (item) => text(words.label(`skill.requirement.${item.requirement}`)),
  },
  {
    heading: words.label('skill.level'),
    cell: (item) => text(item.level && words.label(`skill.level.${item.level}`)),
  },
  { heading: words.label('skill.note'), cell: ({ note }) => text(note) },
  { heading: words.label('skill.description'), cell: (item) => text(item.skill.description) },
];

export const skills = sectionKind({
  type: 'skills',
  attribute: 'skills',
  component: 'skills-section',
  shape: () => ({ items: listOf(skillItem) }),
  markdown: ({ items }, { words }) => table(columns(words), items),
});
