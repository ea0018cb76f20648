import type { UsageResponse } from './contracts';

/** What both halves of the plugin agree on for successors, plans, merges and links, as types; see `contracts.ts`. */

/** The data of the response of `GET` and `PUT /career-field/successors`. */
export interface SuccessorDetails {
  /** What readers get at the addresses of an article that is not published any more: 404, a redirect, or 410. */
  kind: 'missing' | 'successor' | 'gone';
  successor: { documentId: string; title: string | null } | null;
}

/** Publishing or unpublishing an article in one language at a time. */
export interface PlannedPublication {
  action: 'publish' | 'unpublish';
  /** ISO 8601. */
  dueAt: string;
  /** The name of who has planned it. */
  scheduler: string | null;
  /** Null while it waits. */
  failedAt: string | null;
  failure: {
    /** Rules that the article breaks, a right that the person does not have any more, or an error. */
    kind: 'rules' | 'rights' | 'error';
    /** Fields are named as in the form; an empty path is the whole article. */
    issues: { path: string; message: string }[];
  } | null;
}

/** The data of the responses of `/career-field/schedules`. */
export interface ScheduleDetails {
  planned: PlannedPublication[];
  maySchedule: boolean;
}

/** Something that happened to an article in one language. */
export interface HistoryEntry {
  id: number;
  /** Another language than the requested one if that was deleted. */
  locale: string;
  action: 'create' | 'update' | 'publish' | 'unpublish' | 'discard' | 'review' | 'delete';
  /** The attributes that were changed. */
  parts: string[];
  /** ISO 8601. */
  at: string;
  /** What wrote: an administrator, an API token, a user of the site, an import, a plan that was due, or the site's code. */
  actor: 'admin' | 'token' | 'user' | 'import' | 'schedule' | 'site';
  /** Of the token, or of the person who wrote, planned or imported it. */
  name: string | null;
  /** The file of an import; null for the shipped guides. */
  source: string | null;
}

/** The data of the response of `GET /career-field/history?article=…&locale=…&page=…&pageSize=…`, the last entry first. */
export interface HistoryPage {
  /** Whether the site records a history. */
  isOn: boolean;
  entries: HistoryEntry[];
  total: number;
}

/** `GET /career-field/merges/candidates?type=skill&from=…&locale=…&search=…`. */
export interface MergeCandidate {
  documentId: string;
  title: string;
}

/** The data of the response of `GET /career-field/merges?type=skill&from=…&into=…`. */
export interface MergePreview {
  /** What is in the way: it is the same entry, one of them does not exist, or the category is above the other one. */
  issue: 'same' | 'missing' | 'below' | null;
  /** Languages that the entry that stays lacks. */
  takenOver: string[];
  /** Of the entry that goes. */
  usage: UsageResponse;
}

/** The data of the response of `GET` and `POST /career-field/links/status`. */
export interface LinkStatus {
  isOn: boolean;
  /** Days from one request of an address that answers to the next. */
  everyDays: number;
  /** ISO 8601. */
  lastCheckedAt: string | null;
  /** The number of addresses: all of them, those that are due, and those that do not answer. */
  links: number;
  due: number;
  broken: number;
  /** The last of those that do not answer, each with one of the guides that use it. */
  brokenLinks: { address: string; result: string; since: string; article: string; locale: string }[];
}
