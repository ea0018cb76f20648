import type { DefinedTerm, EducationalOccupationalCredential, OccupationLeaf } from 'schema-dts';
import { findSection } from '../sections';
import type { GuideLicence } from '../sections/access-requirements';
import type { Guide, GuideSkill } from '../types';
import { occupationalCategories } from './classifications';
import type { JsonLdContext } from './context';
import { educationRequirements } from './education';
import { estimatedSalaries } from './salaries';

const definedTerm = ({ name, description, codes }: GuideSkill): DefinedTerm => {
  const uri = codes.find(({ scheme, match }) => scheme === 'esco' && ['exact', 'close'].includes(match))?.uri;
  return {
    '@type': 'DefinedTerm',
    name,
    ...(description ? { description } : {}),
    ...(uri ? { url: uri } : {}),
  };
};

/** A licence or register entry that the work demands. */
const licenceCredential = ({
  name,
  kind,
  url,
  authority,
}: GuideLicence): EducationalOccupationalCredential => ({
  '@type': 'EducationalOccupationalCredential',
  name,
  credentialCategory: kind,
  ...(url ? { url } : {}),
  ...(authority ? { recognizedBy: { '@type': 'Organization', name: authority } } : {}),
});

/** A property only if there is something in it. */
const unlessEmpty = <Name extends string, Value>(
  name: Name,
  values: Value[]
): Partial<Record<Name, Value[]>> => (values.length > 0 ? ({ [name]: values } as Record<Name, Value[]>) : {});

/** The occupation that a guide is about. One that the article does not name bears the title of the guide. */
export const occupationNode = (
  id: string,
  { title, lead, occupation, sections }: Pick<Guide, 'title' | 'lead' | 'occupation' | 'sections'>,
  { now, freshness }: Pick<JsonLdContext, 'now' | 'freshness'>
): OccupationLeaf => {
  const name = occupation?.name ?? title;
  const alternateName = [
    ...new Set(
      occupation ? [occupation.feminine, occupation.masculine, occupation.plural, ...occupation.altNames] : []
    ),
  ].filter((other): other is string => other !== null && other !== name);
  const tasks = findSection(sections, 'tasks')?.items ?? [];
  return {
    '@type': 'Occupation',
    '@id': id,
    name,
    ...unlessEmpty('alternateName', alternateName),
    ...(lead ? { description: lead } : {}),
    ...unlessEmpty('occupationalCategory', occupationalCategories(occupation?.codes ?? [])),
    ...unlessEmpty(
      'skills',
      (findSection(sections, 'skills')?.items ?? []).map(({ skill }) => definedTerm(skill))
    ),
    ...unlessEmpty(
      'responsibilities',
      tasks.map(({ title: task, text }) => (text ? `${task}: ${text}` : task))
    ),
    ...unlessEmpty(
      'educationRequirements',
      educationRequirements(findSection(sections, 'studies')?.paths ?? [])
    ),
    ...unlessEmpty(
      'qualifications',
      (findSection(sections, 'access-requirements')?.licences ?? []).map(licenceCredential)
    ),
    ...unlessEmpty(
      'estimatedSalary',
      estimatedSalaries(findSection(sections, 'outlook')?.salaries ?? [], now, freshness.figures)
    ),
  };
};
