import { components, contentTypes } from '../../content-types';
import { adaptSchemas, uidOfLayout } from './strapi-internals/own-schemas';
import { fieldName, messagesOf } from './messages';

// The panel's API, which only a browser has; nothing here uses it.
jest.mock('@strapi/strapi/admin', () => ({ adminApi: {} }));

const displayNames = [...Object.values(contentTypes), ...Object.values(components)].map(
  ({ info }) => info.displayName
);

describe.each(['de', 'en'])('the messages of the panel in the language %s', (language) => {
  it('have ids of the plugin’s own, so that they rename nothing else in the site', () => {
    const ids = Object.keys(messagesOf(language));
    const own =
      /^career-field(\.|$)|^content-manager\.(content-types\.plugin::career-field\.|components\.career-field\.)/;
    expect(ids.filter((id) => !own.test(id))).toEqual([]);
    expect(ids.filter((id) => displayNames.includes(id as never))).toEqual([]);
  });
});

describe('schemas in the Content Manager', () => {
  const schema = (uid: string, displayName: string) => ({
    uid,
    info: { displayName },
    pluginOptions: {},
    attributes: {},
  });

  it.each(displayNames)('of the site keep the name "%s"', (name) => {
    const site = {
      contentTypes: [schema('api::job.job', name)],
      components: [schema('shared.job', name)],
    };
    expect(adaptSchemas(site, 'de')).toEqual(site);
  });

  it('of the plugin have German names, and a mark that layouts are recognised by', () => {
    const [type] = adaptSchemas(
      { contentTypes: [schema('plugin::career-field.article', 'Career article')], components: [] },
      'de'
    ).contentTypes;
    expect(type!.info.displayName).toBe('Berufsfeld-Artikel');
    expect(uidOfLayout(type!.pluginOptions)).toBe('plugin::career-field.article');
    const { components: adapted } = adaptSchemas(
      { contentTypes: [], components: [schema('career-field.text-section', 'Text')] },
      'de'
    );
    expect(adapted[0]!.info.displayName).toBe('Text');
  });

  it('of the plugin that the site has renamed keep the site’s name', () => {
    const { components: adapted } = adaptSchemas(
      { contentTypes: [], components: [schema('career-field.jobs-section', 'Stellen')] },
      'de'
    );
    expect(adapted[0]!.info.displayName).toBe('Stellen');
  });
});

describe('a field in an error', () => {
  it.each([
    [['lead'], 'Einleitung'],
    [['hero', 'alt'], 'Titelbild › Alternativtext'],
    [['faq', '1', 'question'], 'Häufige Fragen 2 › Frage'],
    [['areas', 'anchor'], 'Bereiche › Anker'],
    [['sections', '0', 'body'], 'Weitere Abschnitte 1 › Text'],
    [['unknown', '0', 'thing'], 'unknown 1 › thing'],
  ])('is named as in the form: %j', (path, name) => {
    expect(fieldName('plugin::career-field.article', path, 'de')).toBe(name);
  });
});
