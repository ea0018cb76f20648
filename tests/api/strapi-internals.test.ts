import {
  isBulkPublish,
  isContentManagerPath,
  panelLanguage,
} from '../../server/src/strapi-internals/admin-requests';
import { hasOwnFile, registerComponent } from '../../server/src/strapi-internals/component-registry';
import { addContentApiStep } from '../../server/src/strapi-internals/content-api-steps';
import { fieldsOfType, findRoles, grantToRole } from '../../server/src/strapi-internals/admin-roles';
import { adminRights, findAdminAbility } from '../../server/src/strapi-internals/admin-rights';
import { mayDo } from '../../server/src/strapi-internals/content-api-rights';
import { addPreviewHandler } from '../../server/src/strapi-internals/preview-handler';
import { routeOf } from '../../server/src/strapi-internals/plain-route';
import {
  grantPublicRole,
  hasPublicRole,
  hasRoles,
  permissionModels,
  revokePublicRole,
} from '../../server/src/strapi-internals/public-role';
import { pluginFolder, siteAddress, strapiVersion } from '../../server/src/strapi-internals/site-config';
import {
  defaultLocale,
  isLocalised,
  knownLocales,
  LOCALE_MODELS,
  siteLocales,
} from '../../server/src/strapi-internals/site-locales';
import { requestAuthor } from '../../server/src/strapi-internals/request-author';
import { readUpload, uploadUnchanged } from '../../server/src/strapi-internals/uploads';
import { wrapAdminWrites } from '../../server/src/strapi-internals/admin-writes';
import { catchFailedCommitCallbacks } from '../../server/src/strapi-internals/commit-callbacks';
import { fitDefaultLayouts } from '../../server/src/strapi-internals/default-layouts';
import { graphqlNames, uidOfField } from '../../server/src/strapi-internals/graphql-models';
import { checkOperations } from '../../server/src/strapi-internals/graphql-operations';
import { findBodyParser, findGraphqlParser } from '../../server/src/strapi-internals/host-graphql';
import { errors, loadHostUtils } from '../../server/src/strapi-internals/host-utils';
import { pluginModels } from '../../server/src/strapi-internals/registered-models';
import { isUniquenessError } from '../../server/src/strapi-internals/uniqueness-errors';
import { createSite, type RunningSite, type Site } from '../support/site';
import { takingAwayFrom } from '../support/taken-away';

/*
 * Each file of strapi-internals/ relies on something that Strapi does not document. Here it is taken away from a running
 * site, one piece at a time, to see what the file's header says for that case.
 */

const ARTICLE = 'plugin::career-field.article';

let site: Site;
let running: RunningSite;
let strapi: RunningSite['strapi'];
let taking: ReturnType<typeof takingAwayFrom>;

beforeAll(async () => {
  site = await createSite({ database: 'sqlite' });
  running = await site.start();
  ({ strapi } = running);
  taking = takingAwayFrom(strapi);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

describe('admin-requests', () => {
  it('takes a request with another path for none of the Content Manager', async () => {
    const at = (path: string | undefined) =>
      taking.strapiWith({ requestContext: { get: () => (path === undefined ? undefined : { path }) } });
    expect(isBulkPublish(at(`/content-manager/collection-types/${ARTICLE}/actions/bulkPublish`))).toBe(true);
    expect(isBulkPublish(at('/editor/actions/bulkPublish'))).toBe(false);
    expect(isBulkPublish(at(undefined))).toBe(false);
    expect([isContentManagerPath('/content-manager/x'), isContentManagerPath(undefined)]).toEqual([
      true,
      false,
    ]);
  });

  it('knows no language without that of the administrator', () => {
    expect(panelLanguage({ user: { preferedLanguage: 'de' } })).toBe('de');
    expect([{ user: { preferedLanguage: null } }, { user: {} }, {}, undefined].map(panelLanguage)).toEqual(
      Array.from({ length: 4 })
    );
  });
});

describe('admin-writes', () => {
  const wrappers = {
    around: (_write: object, run: () => Promise<unknown>) => run(),
    describe: async () => () => ({}),
  };

  const wrapWith = (controller: object | undefined): string[] => {
    let extended: object = {};
    const controllers = {
      get: () => controller,
      extend: (_uid: string, extend: (controller: object) => object) => (extended = extend(controller!)),
    };
    wrapAdminWrites(taking.strapiWith({ get: () => controllers }), wrappers);
    const changed = extended as Record<string, unknown>;
    return Object.keys(changed).filter(
      (name) => changed[name] !== (controller as Record<string, unknown>)[name]
    );
  };

  it('leaves out an action that the Content Manager lacks', () => {
    const action = async (): Promise<void> => {};
    expect(wrapWith({ create: action, publish: action, find: action })).toEqual(['create', 'publish']);
  });

  it('wraps nothing without the controller', () => {
    expect(wrapWith(undefined)).toEqual([]);
  });
});

describe('commit-callbacks', () => {
  it('changes nothing about a transaction without onCommit', async () => {
    const db = { transaction: async (run: (parameters: object) => unknown) => run({}) };
    catchFailedCommitCallbacks(taking.strapiWith({ db }), () => true);
    const result = await db.transaction((parameters) => {
      (parameters as { onCommit: (after: () => void) => void }).onCommit(() => {});
      return 'written';
    });
    expect(result).toBe('written');
  });
});

describe('component-registry', () => {
  it('ends the start without a registry of components', () => {
    const without = taking.strapiWith({ get: () => undefined });
    expect(() => registerComponent(without, 'shared', 'box', {})).toThrow(/undefined/);
  });

  it('throws without the folder of the components of a site', () => {
    expect(hasOwnFile(strapi, 'career-field.seo')).toBe(false);
    expect(() => hasOwnFile(taking.strapiWith({ dirs: {} }), 'career-field.seo')).toThrow(/undefined/);
  });
});

describe('default-layouts', () => {
  it('changes nothing without the config of a type', () => {
    const type = { attributes: {} };
    fitDefaultLayouts(taking.strapiWith({ contentType: () => type }), ARTICLE);
    expect(type).toEqual({ attributes: {} });
  });

  it('adds a row for what the site has added to a type, and none without the schema of the type', () => {
    const type = (schema?: object) => ({
      attributes: { title: {}, motto: {}, updatedAt: {} },
      config: { layouts: { edit: [[{ name: 'title', size: 6 }], [{ name: 'removed', size: 6 }]] } },
      __schema__: schema,
    });
    const own = type({ attributes: { motto: {}, title: {}, hidden: { visible: false } } });
    fitDefaultLayouts(taking.strapiWith({ contentType: () => own }), ARTICLE);
    expect(own.config.layouts.edit).toEqual([[{ name: 'title', size: 6 }], [{ name: 'motto', size: 12 }]]);
    const without = type();
    fitDefaultLayouts(taking.strapiWith({ contentType: () => without }), ARTICLE);
    expect(without.config.layouts.edit).toEqual([[{ name: 'title', size: 6 }]]);
  });
});

describe('site-locales', () => {
  it('throws without the services of i18n', async () => {
    const without = taking.strapiWith({ plugin: () => ({ service: () => undefined }) });
    await expect(defaultLocale(without)).rejects.toThrow(/undefined/);
    await expect(siteLocales(without)).rejects.toThrow(/undefined/);
    expect(() => knownLocales(without)).toThrow(/undefined/);
    expect(() => isLocalised(without, {})).toThrow(/undefined/);
  });

  it('has the models that the locales are stored in', async () => {
    expect(await siteLocales(strapi)).toContain(await defaultLocale(strapi));
    expect(knownLocales(strapi)).toEqual(expect.arrayContaining(await siteLocales(strapi)));
    expect(LOCALE_MODELS.filter((uid) => !strapi.db.metadata.has(uid))).toEqual([]);
  });
});

describe('uploads', () => {
  const image = { file: '/images/server.png', mimetype: 'image/png', size: 1 };
  const withService = (service: object | undefined) =>
    taking.strapiWith({ plugin: () => ({ service: () => service }) });

  it('throws without the service', async () => {
    await expect(uploadUnchanged(withService(undefined), image)).rejects.toThrow(/undefined/);
  });

  it('stores a file also where the service does not ask for its settings', async () => {
    const upload = async ({ files }: { files: object }) => [{ id: 1, documentId: 'a', ...files }];
    expect(await uploadUnchanged(withService({ upload }), image)).toMatchObject({
      filepath: '/images/server.png',
      originalFilename: 'server.png',
    });
  });

  it('cannot read a file without the public folder', async () => {
    expect(await readUpload(taking.strapiWith({ dirs: {} }), '/uploads/server.png')).toBeUndefined();
  });
});

describe('public-role', () => {
  it('grants nothing without the models of users-permissions', async () => {
    expect(permissionModels(strapi)).toHaveLength(2);
    expect(await hasPublicRole(strapi)).toBe(true);
    const without = taking.strapiWithDb({ metadata: { has: () => false } });
    expect([hasRoles(without), permissionModels(without)]).toEqual([false, []]);
    expect(await hasPublicRole(without)).toBe(false);
    expect(await grantPublicRole(without, ['api::page.page.find'])).toEqual([]);
    await revokePublicRole(without, ['api::page.page.find']);
  });
});

describe('admin-rights', () => {
  it('throws without the services of the admin panel', async () => {
    const plugin = () => ({ service: () => undefined });
    expect(() => adminRights(taking.strapiWith({ plugin }), {}, ARTICLE)).toThrow(/undefined/);
    const db = { query: () => ({ findOne: async () => ({ id: 1, roles: [] }) }) };
    const without = taking.strapiWith({ db, service: () => ({}) });
    await expect(findAdminAbility(without, 1)).rejects.toThrow(/undefined/);
  });
});

describe('admin-roles', () => {
  it('throws without the services of the admin panel, and changes nothing', async () => {
    const without = taking.strapiWith({ service: () => undefined });
    await expect(findRoles(without)).rejects.toThrow(/undefined/);
    expect(() => fieldsOfType(without, ARTICLE)).toThrow(/undefined/);
    const [role] = await findRoles(strapi);
    const granted = [{ action: 'plugin::upload.configure-view' }];
    await expect(grantToRole(without, { ...role!, permissions: [] }, granted)).rejects.toThrow(/undefined/);
    expect(await findRoles(strapi)).toContainEqual(role);
  });
});

describe('content-api-rights', () => {
  it('allows a reader nothing without the check', async () => {
    expect(await mayDo(taking.strapiWith({ auth: {} }), { ability: {} }, 'a.find')).toBe(false);
    expect(await mayDo(strapi, undefined, 'a.find')).toBe(false);
  });
});

describe('request-author', () => {
  it('knows nobody without the name of the strategy or its credentials', () => {
    const from = (auth: unknown) =>
      requestAuthor(taking.strapiWith({ requestContext: { get: () => ({ state: { auth } }) } }));
    const account = { id: 7, firstname: 'Ada' };
    expect(from({ strategy: { name: 'admin' }, credentials: account })).toEqual({ kind: 'admin', account });
    const unknown = [undefined, {}, { credentials: account }, { strategy: { name: 'admin' } }];
    expect(unknown.map(from)).toEqual(Array.from({ length: 4 }));
    expect(requestAuthor(taking.strapiWith({ requestContext: { get: () => undefined } }))).toBeUndefined();
  });
});

describe('preview-handler', () => {
  it('changes nothing where a site has no list of middlewares', () => {
    const values: Record<string, unknown> = {};
    const config = { get: () => ({}), set: (name: string, value: unknown) => (values[name] = value) };
    addPreviewHandler(taking.strapiWith({ config }), () => undefined, ['https://portal.example']);
    expect(Object.keys(values)).toEqual(['admin']);
  });
});

describe('content-api-steps', () => {
  it('ends the start without the router of the content API', () => {
    const without = taking.strapiWith({ server: { api: () => ({}) } });
    expect(() => addContentApiStep(without, () => {})).toThrow('use is not a function');
  });
});

describe('site-config', () => {
  it('knows no version, and throws where another value is missing', () => {
    expect(strapiVersion(strapi)).toMatch(/^5\.\d+\.\d+$/);
    const without = taking.strapiWith({ config: { get: () => undefined } });
    expect(strapiVersion(without)).toBeUndefined();
    expect(() => siteAddress(without)).toThrow('does not say at which address');
    expect(() => pluginFolder(without, 'career-field')).toThrow('does not say where');
  });
});

describe('plain-route', () => {
  it('has no route without that of Strapi', () => {
    expect(routeOf({})).toBeUndefined();
  });
});

describe('graphql-models', () => {
  it('ends the start without the names of the types', () => {
    const service = (name: string) => (name === 'utils' ? { naming: {} } : { utils: {} });
    const without = taking.strapiWith({ plugin: () => ({ service }) });
    expect(() => graphqlNames(without)).toThrow('does not give the names of its types');
  });

  it('knows no type of a field without the extensions of Strapi', () => {
    expect([uidOfField({}), uidOfField({ extensions: {} })]).toEqual([undefined, undefined]);
  });
});

describe('graphql-operations', () => {
  const request = { request: { variables: {} }, schema: {}, document: { definitions: [] }, response: {} };

  interface ApolloPlugin {
    requestDidStart(): Promise<Record<string, (context: object) => Promise<void>>>;
  }

  /** Returns the plugin that Strapi passes to Apollo. */
  const pluginFor = (check: () => void): ApolloPlugin => {
    const options: Record<string, { plugins: ApolloPlugin[] }> = {};
    const config = { get: () => undefined, set: (name: string, value: never) => (options[name] = value) };
    checkOperations(taking.strapiWith({ config }), check);
    return options['plugin::graphql.apolloServer']!.plugins[0]!;
  };

  it('does not execute an operation that it has rejected where Apollo validates another document', async () => {
    const refuse = (): never => {
      throw new Error('too large');
    };
    const hooks = await pluginFor(refuse).requestDidStart();
    await hooks.validationDidStart!(Object.freeze({ ...request })).catch(() => {});
    await expect(hooks.didResolveOperation!(request)).rejects.toThrow('too large');
    const others = await pluginFor(() => {}).requestDidStart();
    await others.validationDidStart!({ ...request });
    await others.didResolveOperation!(request);
  });
});

describe('host-graphql', () => {
  it('has no parser without the GraphQL plugin', () => {
    expect([findGraphqlParser('/nowhere/index.js'), findBodyParser({}, '/nowhere/index.js')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(findGraphqlParser()?.('{ a }', {}).definitions).toHaveLength(1);
  });
});

describe('host-utils', () => {
  it('names the package that cannot be found', () => {
    expect(() => loadHostUtils('/nowhere/index.js')).toThrow(
      "Cannot find module '@strapi/strapi/package.json'"
    );
  });
});

describe('registered-models', () => {
  it('has the attributes that Strapi registers', () => {
    for (const { uid, attributes } of pluginModels()) {
      const registered = strapi.getModel(uid as 'admin::user').attributes as Record<string, { type: string }>;
      const types = (of: Record<string, { type: string }>): object =>
        Object.fromEntries(
          Object.entries(of)
            .map(([name, { type }]): [string, string] => [name, type])
            .sort()
        );
      expect({ uid, attributes: types(attributes) }).toEqual({ uid, attributes: types(registered) });
    }
  });
});

describe('uniqueness-errors', () => {
  it('takes an error with another message for one of another kind', () => {
    const failure = (message: string) =>
      new errors.ValidationError('', { errors: [{ path: ['slug'], message }] });
    expect(isUniquenessError(failure('This attribute must be unique'), 'slug')).toBe(true);
    expect(isUniquenessError(failure('This value exists'), 'slug')).toBe(false);
    expect(isUniquenessError(new errors.ValidationError(''), 'slug')).toBe(false);
  });
});
