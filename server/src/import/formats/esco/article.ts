import { article } from '../../../../../content-types/article/schema';
import { occupation as occupationSchema } from '../../../../../content-types/components/occupation';
import { taxonomyCode } from '../../../../../content-types/components/taxonomy-code';
import type { Attributes } from '../../../documents/document';
import { categoryKey, subMajorGroup } from './categories';
import { shorten } from './labels';
import type { Naming } from './naming';
import type { Occupation } from './occupation';
import type { PlainTextToMarkdown } from './plain-text';

/** Returns an article's key, `esco-00030d09-2b3a-4efd-87cc-c4ea39d27c34`: a concept has the same id in all versions. */
export const articleKey = (uuid: string): string => `esco-${uuid}`;

export const titleOf = ({ label }: Occupation, { nameOf }: Naming): string =>
  nameOf(label, article.attributes.title.maxLength);

const LABELS: Record<string, (version: string) => string> = {
  de: (version) => `ESCO-Klassifikation, Version ${version}`,
  en: (version) => `ESCO classification, version ${version}`,
};

/**
 * The acknowledgement that the use of ESCO requires (Commission Decision 2011/833/EU on the reuse of
 * Commission documents, and https://esco.ec.europa.eu/en/use-esco/download).
 */
const ATTRIBUTION = 'This service uses the ESCO classification of the European Commission.';

/** Returns the source with the acknowledgement, which is the same in every article of a file. */
export const sourceOf = (version: string, locale: string): Attributes => ({
  label: (LABELS[new Intl.Locale(locale).language] ?? LABELS.en!)(version),
  url: 'https://esco.ec.europa.eu/',
  publisher: 'European Commission',
  attribution: ATTRIBUTION,
});

interface Context {
  version: string;
  source: Attributes;
  slug: string;
  naming: Naming;
  toMarkdown: PlainTextToMarkdown;
}

/** ESCO's note for occupations that no member state regulates. */
const UNREGULATED = 'http://data.europa.eu/esco/regulated-professions/unregulated';

const accessRequirementsOf = ({ regulatedProfessionNote: note }: Occupation): Attributes =>
  note === ''
    ? {}
    : {
        accessRequirements: {
          ...(note === UNREGULATED ? { regulation: 'unregulated' } : {}),
          regulationUrl: note,
        },
      };

/**
 * Returns the article of an occupation, with ESCO's values only. It is a draft, because editors write the rest of the
 * guide, such as the teaser.
 */
export const articleOf = (
  occupation: Occupation,
  { version, source, slug, naming, toMarkdown }: Context
): { shared: Attributes; localised: Attributes } => {
  const { label, uri, code, iscoGroup, altNames, searchNames, description } = occupation;
  const { name, feminine, masculine } = occupationSchema.attributes;
  const forms = naming.formsOf(label);
  const isForm = (text: string): boolean => text === forms?.masculine || text === forms?.feminine;
  const others = altNames.filter((each) => !isForm(each));
  const body = toMarkdown(description);
  return {
    shared: { category: categoryKey(subMajorGroup(iscoGroup)) },
    localised: {
      title: titleOf(occupation, naming),
      slug,
      occupation: {
        name: naming.nameOf(label, name.maxLength),
        ...(forms
          ? {
              feminine: shorten(forms.feminine, feminine.maxLength),
              masculine: shorten(forms.masculine, masculine.maxLength),
            }
          : {}),
        ...(others.length > 0 ? { altNames: others } : {}),
        ...(searchNames.length > 0 ? { searchNames } : {}),
        codes: [
          {
            scheme: 'esco',
            ...(code === undefined ? {} : { code }),
            uri,
            version,
            label: shorten(label, taxonomyCode.attributes.label.maxLength),
            match: 'exact',
          },
          { scheme: 'isco-08', code: iscoGroup, version: '2008', match: 'broad' },
        ],
      },
      ...(body === '' ? {} : { definition: { body } }),
      ...accessRequirementsOf(occupation),
      sources: [source],
    },
  };
};
