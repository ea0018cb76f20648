/** What both halves of the plugin agree on, as types. They stand alone, because the admin panel is compiled for browsers. */

/**
 * How a draft is wanted: as a plain page in HTML, as a guide with its texts in a format, or as what an editor should know
 * of it.
 */
export type DraftView = 'page' | 'blocks' | 'html' | 'markdown' | 'overview';

/** `POST /career-field/drafts/inspect`. */
export interface InspectRequest {
  /** Missing while the article is new. */
  documentId?: string;
  locale: string;
  /** The values as the form has them. */
  values: Record<string, unknown>;
  view: DraftView;
}

/** The draft in the requested view. */
export interface InspectedDraft {
  page?: string;
  /** As the portal's client types it; null if the site keeps the title or the slug of its articles from readers. */
  guide?: object | null;
  overview?: FormOverview;
}

/** What an editor should know of her form. Fields are named as in the form: `faq.0.answer`. */
export interface FormOverview {
  /** The sections of the guide, as readers will get them. */
  outline: OutlineEntry[];
  openPoints: OpenPoint[];
  /** The parts of a guide, by their attributes. */
  completeness: { filled: string[]; empty: string[] };
  /** 0 if the site keeps the title or the slug of its articles from readers. */
  readingMinutes: number;
}

export interface OutlineEntry {
  /** What the section is written in: `definition`, or `sections.2`. */
  field: string;
  /** Of the section: `text`, `working-conditions`. */
  type: string;
  /** Null for one without a heading. */
  heading: string | null;
}

/** Something that the editor still has to do, or may do. */
export interface OpenPoint {
  /** What it keeps her from; `advice` keeps her from nothing. */
  kind: 'save' | 'publish' | 'advice';
  field: string;
  /** In the language of the admin panel; null where the kind says it all. */
  message: string | null;
}

/** `GET /career-field/drafts/portal-address`. */
export interface PortalAddress {
  /** Signed; null where the site has no portal that shows drafts, or the article is not stored in this language. */
  url: string | null;
}

/** A document that references another one, in one locale. */
export interface Usage {
  /** The uid of its content type: one of the plugin's, or of the site. */
  uid: string;
  documentId: string;
  /** Null for a content type without locales. */
  locale: string | null;
  title: string;
  /** Whether the published version has the reference; readers see it there. */
  isPublished: boolean;
  /** Whether the draft has it. False only for a published version whose draft no longer has it. */
  isDraft: boolean;
}

/** The response of `GET /career-field/usage`. */
export interface UsageResponse {
  data: Usage[];
  meta: {
    /** The documents in all locales, those that are not named included. */
    total: number;
    /** Whether there may be more than `total`. */
    isMore: boolean;
    /** Those that the administrator may not read. */
    hidden: number;
  };
}

/** An option that an administrator may choose, unless the config file names it. */
export interface Setting<Value> {
  value: Value;
  /** Whether the config file names it. */
  isFixed: boolean;
  /** Whether an administrator has chosen it. */
  isChosen: boolean;
  default: Value;
}

/** `GET` and `PUT /career-field/settings`. */
export interface SettingsResponse {
  settings: {
    publicRead: Setting<boolean>;
    partOrder: Setting<string[]>;
    freshness: Setting<{ figures: number; oldFigures: 'mark' | 'hide'; review: number; mail: boolean }>;
    translations: Setting<PublishRule>;
  };
  /** The parts of a guide in their default order. */
  parts: string[];
  /** Whether the site has the plugin users-permissions, with the public role. */
  hasPublicRole: boolean;
  /** Of the plugin. */
  version: string;
}

/** A role of administrators, but not that of the super administrators. `GET /career-field/editors`. */
export interface EditorRole {
  id: number | string;
  name: string;
  usersCount: number;
  /** What editing guides takes and the role lacks, in full or for some fields, locales or entries. */
  missing: { action: string; subject: string | null }[];
}

/** How this process serves guides since its bootstrap. `GET /career-field/delivery-stats`. */
export interface DeliveryStats {
  /** Published guides, counting each language; what is cached of them, and how many were rebuilt. */
  guides: { guides: number; rebuilds: number; entries: number; bytes: number; hits: number; misses: number };
  responses: { hits: number; misses: number };
  /** Null unless the option `fastLane` is on. */
  fastLane: { hits: number; misses: number } | null;
}

/** An administrator. */
export interface Person {
  id: number;
  name: string;
}

/** One language of an article in the table of all articles. */
export interface OverviewCell {
  locale: string;
  title: string;
  status: 'draft' | 'published' | 'modified';
  /** The number of parts that are behind their original: ● for 0, ◐ otherwise; a language without a cell is missing, ○. */
  behind: number;
  /** Parts that are written, of so many that it can have; null until it is requested by itself, as `CellCompleteness`. */
  completeness: { filled: number; parts: number } | null;
  /** ISO 8601. */
  modifiedAt: string;
  /** Days, `YYYY-MM-DD`. */
  reviewedAt: string | null;
  dueAt: string | null;
  responsible: Person | null;
}

export interface OverviewRow {
  documentId: string;
  /** In the requested language if the article has it, otherwise in any. */
  title: string;
  /** The last change of any language. */
  modifiedAt: string;
  /** Who has changed it last, as in the history; null where that is not recorded. */
  modifiedBy: {
    actor: 'admin' | 'token' | 'user' | 'import' | 'schedule' | 'site';
    name: string | null;
    source: string | null;
  } | null;
  cells: OverviewCell[];
}

/**
 * The parameters of `GET /career-field/overview`, all optional. Articles are shown of which a language that the
 * administrator may read meets the conditions.
 */
export interface OverviewQuery {
  page?: number;
  /** 100 at most; 25 by default. */
  pageSize?: number;
  sort?: 'title' | 'modified' | 'due' | 'behind';
  order?: 'asc' | 'desc';
  /** The language of the titles. */
  titleLocale?: string;
  /** Text in a title or slug. */
  search?: string;
  /** Only this language is compared with the conditions on status and parity. */
  locale?: string;
  status?: 'draft' | 'published' | 'modified';
  /** `missing` finds articles without `locale`. */
  parity?: 'behind' | 'missing';
  /** The id of an administrator, or `me`. */
  responsible?: number | 'me';
  /** Due within so many days; 0 for what is due today or overdue. */
  dueWithin?: number;
  /** Not due before so many days. */
  dueFrom?: number;
  /** Drafts that were never published, could be, and have at least half of their parts. */
  complete?: boolean;
  /** With links that do not answer. */
  links?: 'broken';
}

/** The response of `GET /career-field/overview`. */
export interface OverviewResponse {
  data: OverviewRow[];
  meta: {
    page: number;
    pageSize: number;
    total: number;
    /** The languages that the administrator may read. */
    locales: string[];
    /** The administrator. */
    me: number;
    /** Whether the site checks links. */
    checksLinks: boolean;
  };
}

/** In the response of `POST /career-field/overview/completeness`, whose request has `cells` with article and locale. */
export interface CellCompleteness extends ArticleLocale {
  completeness: NonNullable<OverviewCell['completeness']>;
}

/** How many guides need something, and of how many of them the administrator is responsible for a language. */
export interface Need {
  all: number;
  mine: number;
}

/** The data of the response of `GET /career-field/overview/needs`. */
export interface Needs {
  /** To be reviewed by today. */
  overdue: Need;
  /** To be reviewed in the next 30 days. */
  soon: Need;
  /** With a language that is behind its original. */
  behind: Need;
  /** With a draft that was never published, could be, and has at least half of its parts. */
  complete: Need;
  /** With links that do not answer; absent where the site does not check links. */
  links?: Need;
}

/** A piece of the difference between two texts. */
export interface TextChange {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** A part of an article that is behind its original. */
export interface PartBehind {
  /** Its name for `POST /career-field/translations/up-to-date`. */
  part: string;
  kind: 'changed' | 'new' | 'deleted';
  /** The language of the original. */
  locale: string;
  /** Where it is in the form, `faq.1`; null if this language does not have it. */
  path: string | null;
  /** Where it is in the original; null if it was deleted there. */
  sourcePath: string | null;
  /** The original as it was and as it is. */
  before: string;
  after: string;
  changes: TextChange[];
}

/** What happens when a language is published of which parts are behind. */
export type PublishRule = 'warn' | 'block' | 'off';

/** The data of the response of `GET /career-field/translations?article=…&locale=…`. */
export interface Translations {
  onPublish: PublishRule;
  /** The language that this one is made from; null for an original. */
  source: string | null;
  languages: { locale: string; state: 'original' | 'current' | 'behind'; behind: number }[];
  behind: PartBehind[];
}

/** The data of the response of `GET /career-field/reviews?article=…&locale=…`. */
export interface ReviewDetails {
  /** Days, `YYYY-MM-DD`. */
  reviewedAt: string | null;
  dueAt: string | null;
  reviewer: string | null;
  /** Months until the next review: of this article, or of the site. */
  intervalMonths: number;
  responsible: Person | null;
  /** The administrators who can be responsible; empty without the permission to review. */
  people: Person[];
  mayReview: boolean;
}

/** An article in one language. */
export interface ArticleLocale {
  article: string;
  locale: string;
}

/** One article in the response of `POST /career-field/publications`, whose request has `articles`. */
export interface PublishResult extends ArticleLocale {
  /** What keeps it from being published, by the steps of the path of a field; empty if it was published. */
  errors: { path: string[]; message: string }[];
}

/** `POST /career-field/reviews`. */
export interface ReviewRequest {
  articles: ArticleLocale[];
  /** Until the next review; null for none. The interval of the article or of the site if left out. */
  months?: number | null;
}

/** `POST /career-field/reviews/responsible`. */
export interface ResponsibleRequest {
  articles: ArticleLocale[];
  /** The id of an administrator; null for nobody. */
  person: number | null;
}

/** `POST /career-field/guide-starts`. */
export interface StartRequest {
  title: string;
  locale: string;
  from:
    | { kind: 'empty' }
    /** Like another article in the same language: how it is built, or what it says as well. */
    | { kind: 'article'; documentId: string; what: 'structure' | 'contents' }
    | { kind: 'occupation'; documentId: string };
}

/** Where the new draft is. */
export interface StartedGuide {
  documentId: string;
  locale: string;
}

/** `GET /career-field/guide-starts/options`. */
export interface StartOptions {
  /** Codes of the languages in which the administrator may create an article. */
  locales: string[];
  hasArticles: boolean;
  /** Whether occupations were imported. */
  hasOccupations: boolean;
}

/** `GET /career-field/guide-starts/candidates?kind=article&locale=de&search=…`. */
export interface StartCandidatesResponse {
  data: { documentId: string; locale: string; title: string }[];
}

/** The data of the response of `GET /career-field/vacancies?article=…&locale=…`. */
export interface GuideVacancies {
  /** Whether the site counts vacancies. */
  isOn: boolean;
  /** Null where the site does not know the number. */
  count: number | null;
  /** ISO 8601; null while nothing was counted. */
  countedAt: string | null;
  /** Why the last call of the site's function has failed. */
  failure: string | null;
}

/** The data of the response of `GET` and `POST /career-field/vacancies/status`. */
export interface VacancyStatus {
  isOn: boolean;
  /** ISO 8601. */
  lastRunAt: string | null;
  nextRunAt: string | null;
  /** Whether the next run waits longer because the last one failed. */
  isPaused: boolean;
  /** The number of guides, counting each language. */
  counted: number;
  failed: number;
  /** The first of those that failed. */
  failures: { article: string; locale: string; message: string }[];
}
