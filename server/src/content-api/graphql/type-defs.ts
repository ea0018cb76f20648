/**
 * The guide in GraphQL's schema language, field by field what `guide/types.ts` says. Values of a fixed set are strings
 * as in REST: names in GraphQL can have no hyphens.
 */

/** The fields that every section starts with. */
const SECTION = `
  "The fragment of its address, unique in the guide."
  anchor: String!
  heading: String
  navLabel: String
  "Blocks, or a string with another format."
  body: JSON
`;

/** Each kind of section by its \`type\` in REST, with its own fields. */
const SECTIONS: Record<string, string> = {
  definition: '',
  employers: 'employers: [CareerFieldGuideEmployer!]!',
  areas: 'items: [CareerFieldGuideArea!]!',
  studies: 'question: String\n  answer: JSON\n  paths: [CareerFieldGuideStudyPath!]!',
  skills: 'items: [CareerFieldGuideSkillItem!]!',
  tasks: 'items: [CareerFieldGuideTask!]!',
  'jobs-nearby': 'url: String!',
  outlook:
    '"declining, stable, growing, strongly-growing or unknown"\n  demand: String!\n  salaries: [CareerFieldGuideSalary!]!\n  moves: [CareerFieldGuideMove!]!',
  'jobs-listing': 'url: String!\n  label: String\n  count: Int\n  countedAt: String',
  faq: 'items: [CareerFieldGuideQuestion!]!',
  related: 'guides: [CareerFieldGuideCard!]!',
  text: '',
  quote: 'quote: String\n  person: String\n  role: String\n  portrait: CareerFieldGuideImage',
  media: 'image: CareerFieldGuideImage\n  videoUrl: String\n  transcript: String',
  facts: 'facts: [CareerFieldGuideFact!]!',
  callout: '"info, tip or warning"\n  tone: String!',
  promo: 'label: String\n  url: String\n  sponsored: Boolean!\n  image: CareerFieldGuideImage',
  table: 'caption: String\n  columns: [String!]!\n  rows: [[String!]!]!',
};

/** \`jobs-nearby\` is a \`CareerFieldGuideJobsNearbySection\`. */
export const sectionTypeName = (type: string): string => {
  const name = type
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return `CareerFieldGuide${name}Section`;
};

const sectionTypes = Object.entries(SECTIONS)
  .map(([type, fields]) => `type ${sectionTypeName(type)} {${SECTION}  ${fields}\n}`)
  .join('\n\n');

export const typeDefs = `
"How rich text is delivered."
enum CareerFieldTextFormat {
  blocks
  html
  markdown
}

type CareerFieldGuideImageFormat {
  name: String!
  url: String!
  width: Int!
  height: Int!
  mime: String!
}

type CareerFieldGuideImage {
  url: String!
  alt: String!
  caption: String
  credit: String
  aiGenerated: Boolean!
  width: Int
  height: Int
  mime: String!
  "Smaller versions, the narrowest first."
  formats: [CareerFieldGuideImageFormat!]!
}

"A category, a skill or a study path that guides are found by."
type CareerFieldGuideTerm {
  documentId: String!
  slug: String!
  name: String!
}

type CareerFieldGuideFacetValue {
  documentId: String!
  slug: String!
  name: String!
  count: Int!
}

type CareerFieldGuideFacets {
  categories: [CareerFieldGuideFacetValue!]!
  skills: [CareerFieldGuideFacetValue!]!
  studyPaths: [CareerFieldGuideFacetValue!]!
}

"A guide in a list."
type CareerFieldGuideCard {
  documentId: String!
  locale: String!
  slug: String!
  title: String!
  headline: String
  lead: String
  image: CareerFieldGuideImage
  category: CareerFieldGuideTerm
  readingMinutes: Int!
  "The first publication"
  publishedAt: String!
  "The last published change"
  updatedAt: String!
}

type CareerFieldGuideCode {
  "esco, isco-08, kldb-2010, onet-soc or custom"
  scheme: String!
  code: String
  uri: String
  version: String
  label: String
  "exact, close, broad, narrow or related"
  match: String!
}

type CareerFieldGuideOccupation {
  name: String
  feminine: String
  masculine: String
  plural: String
  altNames: [String!]!
  codes: [CareerFieldGuideCode!]!
}

type CareerFieldGuideLink {
  label: String!
  url: String!
  publisher: String
  sponsored: Boolean!
}

type CareerFieldGuideSource {
  label: String!
  url: String
  publisher: String
  asOf: String
  attribution: String
}

type CareerFieldGuideSkill {
  documentId: String!
  name: String!
  slug: String!
  kind: String
  description: String
  codes: [CareerFieldGuideCode!]!
}

type CareerFieldGuideSkillItem {
  skill: CareerFieldGuideSkill!
  "essential or optional"
  requirement: String!
  "basic, advanced or expert"
  level: String
  note: String
}

type CareerFieldGuideStudyPath {
  documentId: String!
  title: String!
  slug: String!
  kind: String
  qualification: String
  "European Qualifications Framework, 1 to 8"
  eqfLevel: Int
  durationMonthsMin: Int
  durationMonthsMax: Int
  entryRequirements: String
  subjects: [String!]!
  description: JSON
  links: [CareerFieldGuideLink!]!
}

type CareerFieldGuideEmployer {
  documentId: String!
  name: String!
  slug: String!
  logo: CareerFieldGuideImage
  website: String
  description: String
}

type CareerFieldGuideReference {
  documentId: String!
  slug: String!
  title: String!
}

type CareerFieldGuideArea {
  title: String!
  text: String
  guide: CareerFieldGuideReference
}

type CareerFieldGuideTask {
  title: String!
  text: String
}

type CareerFieldGuideMove {
  title: String!
  text: String
  "specialise, lead, self-employed, agency or other"
  kind: String!
}

"Figures of one source; each is null where it is unknown."
type CareerFieldGuideSalary {
  level: String
  "ISO 3166"
  region: String
  "ISO 4217"
  currency: String
  "hour, month or year"
  period: String
  gross: Boolean
  min: Float
  p25: Float
  median: Float
  p75: Float
  max: Float
  sampleSize: Int
  asOf: String
  source: CareerFieldGuideSource
}

type CareerFieldGuideFact {
  label: String!
  value: String!
  sourceUrl: String
}

type CareerFieldGuideQuestion {
  question: String!
  answer: JSON
}

type CareerFieldGuideTocEntry {
  anchor: String!
  label: String!
}

type CareerFieldGuideAlternate {
  locale: String!
  slug: String!
  title: String!
  url: String
}

type CareerFieldGuideNotice {
  kind: String!
  text: String!
  places: [String!]!
}

type CareerFieldGuideSeo {
  metaTitle: String!
  metaDescription: String
  canonicalUrl: String
  noIndex: Boolean!
  shareImage: CareerFieldGuideImage
}

${sectionTypes}

union CareerFieldGuideSection = ${Object.keys(SECTIONS).map(sectionTypeName).join(' | ')}

"A finished guide."
type CareerFieldGuide {
  documentId: String!
  "The language that it is in, which may be another than the one asked for."
  locale: String!
  "Its present slug, which may be another than the one asked for."
  slug: String!
  title: String!
  headline: String
  lead: String
  hero: CareerFieldGuideImage
  category: CareerFieldGuideTerm
  breadcrumbs: [CareerFieldGuideTerm!]!
  sections: [CareerFieldGuideSection!]!
  toc: [CareerFieldGuideTocEntry!]!
  occupation: CareerFieldGuideOccupation
  faq: [CareerFieldGuideQuestion!]!
  related: [CareerFieldGuideCard!]!
  furtherReading: [CareerFieldGuideLink!]!
  alternates: [CareerFieldGuideAlternate!]!
  notices: [CareerFieldGuideNotice!]!
  sources: [CareerFieldGuideSource!]!
  seo: CareerFieldGuideSeo!
  jsonLd: JSON!
  readingMinutes: Int!
  "The first publication"
  publishedAt: String!
  "The last published change"
  updatedAt: String!
  reviewedAt: String
}

"A found guide: its card, and the whole of it for whoever asks."
type CareerFieldGuideMatch {
  card: CareerFieldGuideCard!
  guide: CareerFieldGuide!
}

type CareerFieldGuidePagination {
  page: Int!
  pageSize: Int!
  pageCount: Int!
  total: Int!
}

type CareerFieldGuideList {
  nodes: [CareerFieldGuideMatch!]!
  facets: CareerFieldGuideFacets!
  pagination: CareerFieldGuidePagination!
  "The language that the guides are in."
  locale: String!
}

extend type Query {
  "A whole guide page. Null where there is none under this slug."
  careerFieldGuide(slug: String!, locale: String, format: CareerFieldTextFormat = blocks): CareerFieldGuide

  "Searches and lists guides."
  careerFieldGuides(
    locale: String
    q: String
    "Slugs or documentIds with commas between them; each category with those below it."
    category: String
    skill: String
    studyPath: String
    "relevance, title, title:desc, publishedAt:desc or updatedAt:desc"
    sort: String
    page: Int = 1
    "25 if it is not said, or what the site's limits allow"
    pageSize: Int
    format: CareerFieldTextFormat = blocks
  ): CareerFieldGuideList!
}
`;
