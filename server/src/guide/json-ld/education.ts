import type { EducationalOccupationalCredential } from 'schema-dts';
import type { Blocks, GuideStudyPath } from '../types';

const EQF = 'https://europass.europa.eu/en/europass-digital-tools/european-qualifications-framework';

/** Ways in that end with a qualification are credentials; the others, such as a change of career, only have a name. */
export const educationRequirements = (
  paths: GuideStudyPath<Blocks>[]
): (EducationalOccupationalCredential | string)[] =>
  paths.map(({ title, qualification, eqfLevel }) => {
    if (!qualification) return title;
    return {
      '@type': 'EducationalOccupationalCredential',
      name: title,
      credentialCategory: qualification,
      ...(eqfLevel === null
        ? {}
        : {
            educationalLevel: {
              '@type': 'DefinedTerm',
              name: `EQF ${eqfLevel}`,
              termCode: String(eqfLevel),
              inDefinedTermSet: EQF,
            },
          }),
    };
  });
