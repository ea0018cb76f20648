import type { OverviewQuery } from '../../../../server/src/admin-api/contracts';

/** Days that count as soon, as in the widget of the home page. */
const SOON = 30;

/** The saved views of the page by their names in its address, with what they request. */
export const VIEWS = {
  all: {},
  mine: { responsible: 'me' },
  overdue: { dueWithin: 0, sort: 'due' },
  soon: { dueFrom: 1, dueWithin: SOON, sort: 'due' },
  behind: { parity: 'behind', sort: 'behind', order: 'desc' },
  drafts: { status: 'draft', sort: 'modified', order: 'desc' },
  complete: { complete: true, sort: 'modified', order: 'desc' },
  links: { links: 'broken' },
} as const satisfies Record<string, OverviewQuery>;

export type View = keyof typeof VIEWS;

/** What the address of the page says. Numbers and switches are texts there. */
export interface PageAddress {
  view?: string;
  /** `true` for guides of which the administrator is responsible for a language. */
  mine?: string;
  _q?: string;
  /** `title:ASC` */
  sort?: string;
  page?: string;
  pageSize?: string;
  /** The shown languages, with commas between them. */
  languages?: string;
}

export const viewIn = ({ view }: PageAddress): View =>
  view !== undefined && Object.hasOwn(VIEWS, view) ? (view as View) : 'all';

/** Orders by their names in the address. */
const SORTS: readonly string[] = ['title', 'modified', 'due', 'behind'];

/** Returns the parameters of the request for what the address of the page says. */
export const queryOf = (address: PageAddress): OverviewQuery => {
  const [sort = '', order] = (address.sort ?? '').split(':');
  return {
    ...VIEWS[viewIn(address)],
    ...(address.mine === 'true' ? { responsible: 'me' } : {}),
    ...(address._q ? { search: address._q } : {}),
    ...(SORTS.includes(sort)
      ? { sort: sort as 'title', order: order?.toLowerCase() === 'desc' ? 'desc' : 'asc' }
      : {}),
    page: Number(address.page) || 1,
    pageSize: Number(address.pageSize) || 25,
  };
};
