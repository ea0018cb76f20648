import type { Blocks, GuideCategory, GuideEmployer, GuideSkill, GuideStudyPath } from '../types';
import { blocksIn } from './blocks';
import { imageIn } from './image';
import { linksIn } from './links';
import { codesIn } from './occupation';
import { choiceIn, numberIn, rowIn, rowsIn, textIn, textsIn } from '../values';

/** What guides share. An entry whose name or address readers may not see, or that has none, is not shown at all. */

interface Named {
  documentId: string;
  name: string;
  slug: string;
}

const namedIn = (value: unknown, attribute = 'name'): Named | null => {
  const row = rowIn(value);
  const [documentId, name, slug] = [textIn(row?.documentId), textIn(row?.[attribute]), textIn(row?.slug)];
  return documentId && name && slug ? { documentId, name, slug } : null;
};

export const categoryIn = (value: unknown): GuideCategory | null => namedIn(value);

const SKILL_KINDS = ['hard', 'soft', 'tool', 'language', 'knowledge'] as const;

export const skillIn = (value: unknown): GuideSkill | null => {
  const named = namedIn(value);
  const row = rowIn(value);
  return (
    named &&
    row && {
      ...named,
      kind: choiceIn(SKILL_KINDS, row.kind),
      description: textIn(row.description),
      codes: codesIn(row.codes),
    }
  );
};

const PATH_KINDS = [
  'degree',
  'dual-degree',
  'apprenticeship',
  'further-training',
  'bootcamp',
  'self-study',
  'career-change',
] as const;

export const studyPathsIn = (value: unknown): GuideStudyPath<Blocks>[] =>
  rowsIn(value).flatMap((row) => {
    const named = namedIn(row, 'title');
    if (!named) return [];
    return [
      {
        documentId: named.documentId,
        title: named.name,
        slug: named.slug,
        kind: choiceIn(PATH_KINDS, row.kind),
        qualification: textIn(row.qualification),
        eqfLevel: numberIn(row.eqfLevel),
        durationMonthsMin: numberIn(row.durationMonthsMin),
        durationMonthsMax: numberIn(row.durationMonthsMax),
        entryRequirements: textIn(row.entryRequirements),
        subjects: textsIn(row.subjects),
        description: blocksIn(row.description),
        links: linksIn(row.links),
      },
    ];
  });

export const employersIn = (value: unknown): GuideEmployer[] =>
  rowsIn(value).flatMap((row) => {
    const named = namedIn(row);
    if (!named) return [];
    return [
      {
        ...named,
        logo: imageIn(row.logo),
        website: textIn(row.website),
        description: textIn(row.description),
      },
    ];
  });
