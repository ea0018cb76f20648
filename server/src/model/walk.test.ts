import { componentsOf, shippedAttributes, type Attributes, type ReadAttributes } from './attributes';
import {
  componentsContaining,
  mapComponents,
  relationTargets,
  treeOf,
  walkAttributes,
  walkValue,
  type ComponentOf,
} from './walk';

/** A small model in which a component contains itself, directly and by a zone. */
const MODELS: Record<string, Attributes> = {
  'api::page.page': {
    title: { type: 'string' },
    author: { type: 'relation', relation: 'oneToOne', target: 'api::author.author' },
    hero: { type: 'component', component: 'shared.hero' },
    links: { type: 'component', component: 'shared.link', repeatable: true },
    zone: { type: 'dynamiczone', components: ['shared.hero', 'shared.box'] },
  },
  'shared.hero': {
    image: { type: 'media', multiple: false },
    link: { type: 'component', component: 'shared.link' },
  },
  'shared.link': {
    label: { type: 'string' },
    page: { type: 'relation', relation: 'manyToOne', target: 'api::page.page' },
  },
  'shared.box': {
    name: { type: 'string' },
    inner: { type: 'component', component: 'shared.box' },
    boxes: { type: 'dynamiczone', components: ['shared.box', 'shared.link'] },
  },
  'shared.plain': { text: { type: 'text' } },
};

const read: ReadAttributes = (uid) => (Object.hasOwn(MODELS, uid) ? MODELS[uid]! : {});

describe('the walk along attributes', () => {
  it('visits the attributes of components and of every component of a zone, each with its path', () => {
    const paths = [...walkAttributes(read, 'api::page.page')].map(({ path }) => path);
    expect(paths).toEqual([
      'title',
      'author',
      'hero',
      'hero.image',
      'hero.link',
      'hero.link.label',
      'hero.link.page',
      'links',
      'links.label',
      'links.page',
      'zone',
      'zone[shared.hero].image',
      'zone[shared.hero].link',
      'zone[shared.hero].link.label',
      'zone[shared.hero].link.page',
      'zone[shared.box].name',
      'zone[shared.box].inner',
      'zone[shared.box].boxes',
      'zone[shared.box].boxes[shared.link].label',
      'zone[shared.box].boxes[shared.link].page',
    ]);
  });

  it('names the type or component that has the attribute', () => {
    const visited = [...walkAttributes(read, 'api::page.page')].find(({ path }) => path === 'links.label');
    expect(visited).toEqual({
      owner: 'shared.link',
      name: 'label',
      path: 'links.label',
      attribute: { type: 'string' },
    });
  });

  it('visits nothing of a model that does not exist', () => {
    expect([...walkAttributes(read, 'shared.unknown')]).toEqual([]);
    expect([...walkAttributes(read, 'constructor')]).toEqual([]);
  });

  it('reaches every component of an article', () => {
    const owners = new Set(
      [...walkAttributes(shippedAttributes, 'plugin::career-field.article')].map(({ owner }) => owner)
    );
    expect(owners).toContain('career-field.table-row');
    expect(owners).toContain('career-field.salary');
  });

  it('finds the targets of relations in components', () => {
    expect(relationTargets(read, 'api::page.page')).toEqual(
      new Set(['api::author.author', 'api::page.page'])
    );
    expect(relationTargets(read, 'shared.box')).toEqual(new Set(['api::page.page']));
    expect(relationTargets(read, 'shared.plain')).toEqual(new Set());
  });

  it('finds the components that contain another one at any depth', () => {
    const uids = Object.keys(MODELS).filter((uid) => uid.startsWith('shared.'));
    expect(componentsContaining(read, uids, new Set(['shared.link']))).toEqual(
      new Set(['shared.link', 'shared.hero', 'shared.box'])
    );
  });
});

describe('a tree in the form of the model', () => {
  const names = (uid: string): Record<string, unknown> =>
    treeOf<object>(read, uid, (_name, attribute, below) => {
      const components = componentsOf(attribute);
      return components.length > 0
        ? Object.fromEntries(components.map((component) => [component, below(component)]))
        : attribute.type === 'relation'
          ? {}
          : undefined;
    });

  it('has the nodes of components below the attribute, and leaves out what has no node', () => {
    expect(names('shared.hero')).toEqual({ link: { 'shared.link': { page: {} } } });
  });

  it('ends where a component contains itself', () => {
    expect(names('shared.box')).toEqual({
      inner: { 'shared.box': {} },
      boxes: { 'shared.box': {}, 'shared.link': { page: {} } },
    });
  });
});

describe('the walk along a value', () => {
  const page = {
    title: 'A page',
    hero: { link: { label: 'a', page: 'p1' } },
    links: [{ label: 'b' }, null, { page: null }],
    zone: [
      { __component: 'shared.box', name: 'outer', inner: { inner: { name: 'innermost' } } },
      { __component: 'shared.unknown', name: 'no model' },
      { name: 'no component' },
      'no object',
    ],
    unknown: 'no attribute',
  };

  it('visits what the value has, with paths that count the entries of lists', () => {
    expect([...walkValue(read, 'api::page.page', page)].map(({ path, value }) => [path, value])).toEqual([
      ['title', 'A page'],
      ['hero', page.hero],
      ['hero.link', page.hero.link],
      ['hero.link.label', 'a'],
      ['hero.link.page', 'p1'],
      ['links', page.links],
      ['links[0].label', 'b'],
      ['links[2].page', null],
      ['zone', page.zone],
      ['zone[0].name', 'outer'],
      ['zone[0].inner', { inner: { name: 'innermost' } }],
      ['zone[0].inner.inner', { name: 'innermost' }],
      ['zone[0].inner.inner.name', 'innermost'],
    ]);
  });

  it('gives the component that has the value', () => {
    const label = [...walkValue(read, 'api::page.page', page)].find(({ path }) => path === 'links[0].label');
    expect(label).toMatchObject({ owner: 'shared.link', holder: page.links[0], name: 'label' });
  });

  it.each([undefined, null, 'text', 7, [[]]])('visits nothing in %j', (value) => {
    expect([...walkValue(read, 'api::page.page', value)]).toEqual([]);
    expect([...walkValue(read, 'api::page.page', { hero: value, zone: value })].length).toBe(2);
  });

  it('takes no inherited property for a value or a component', () => {
    const zone = [{ __component: 'constructor' }, { __component: 'toString' }];
    expect([...walkValue(read, 'api::page.page', { zone })].map(({ path }) => path)).toEqual(['zone']);
  });

  it('reads the component of an entry as the caller says', () => {
    const byType: ComponentOf = (attribute, item) =>
      componentsOf(attribute).find(
        (uid) => attribute.type === 'component' || uid === `shared.${String(item.type)}`
      );
    const value = { zone: [{ type: 'box', name: 'b' }, { type: 'other' }], hero: { link: { label: 'c' } } };
    expect([...walkValue(read, 'api::page.page', value, byType)].map(({ path }) => path)).toEqual([
      'zone',
      'zone[0].name',
      'hero',
      'hero.link',
      'hero.link.label',
    ]);
  });
});

describe('components in a value', () => {
  const { hero, links, zone, title } = MODELS['api::page.page']!;
  const named = (item: object, component: string): unknown => ({ ...item, component });

  it('are replaced one by one', () => {
    expect(mapComponents(hero!, { a: 1 }, named)).toEqual({ a: 1, component: 'shared.hero' });
    expect(mapComponents(links!, [{ a: 1 }, null], named)).toEqual([
      { a: 1, component: 'shared.link' },
      null,
    ]);
    expect(mapComponents(zone!, [{ __component: 'shared.box' }, {}], named)).toEqual([
      { __component: 'shared.box', component: 'shared.box' },
      {},
    ]);
  });

  it('are none in the value of another attribute', () => {
    expect(mapComponents(title!, { a: 1 }, named)).toEqual({ a: 1 });
    expect(mapComponents(hero!, null, named)).toBeNull();
  });
});
