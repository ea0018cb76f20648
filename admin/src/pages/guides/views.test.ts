import { queryOf, viewIn } from './views';

describe('the address of the page of all guides', () => {
  it('names a view, all guides for an unknown one', () => {
    expect(['overdue', 'toString', undefined].map((view) => viewIn({ view }))).toEqual([
      'overdue',
      'all',
      'all',
    ]);
  });

  it('is a request with the order of the view, unless it names another one', () => {
    expect(queryOf({ view: 'behind' })).toEqual({
      parity: 'behind',
      sort: 'behind',
      order: 'desc',
      page: 1,
      pageSize: 25,
    });
    expect(queryOf({ view: 'behind', sort: 'title:ASC' })).toMatchObject({ sort: 'title', order: 'asc' });
    expect(queryOf({ sort: 'password:DESC' })).toEqual({ page: 1, pageSize: 25 });
  });

  it('has a search, a page, and only the own guides', () => {
    expect(queryOf({ view: 'soon', mine: 'true', _q: 'Bäcker', page: '3', pageSize: '50' })).toEqual({
      dueFrom: 1,
      dueWithin: 30,
      sort: 'due',
      responsible: 'me',
      search: 'Bäcker',
      page: 3,
      pageSize: 50,
    });
  });
});
