'use strict';

/*
 * The environment of tests that start Strapi in their process. Node itself loads Strapi, as it does in a site, and
 * once for all the files of a worker: jest would load it for each file, which takes longer than most tests.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const path = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

/** What Strapi makes and tests look at, or the other way round: it must be the same kind of thing on both sides. */
const SHARED = { Date, Map, Set, Error, AggregateError, RangeError, ReferenceError, SyntaxError, TypeError };

const inherited = { ...process.env };

const PLUGIN = path.join(__dirname, '../../dist');
const SITES = path.join(__dirname, '../../.tmp/sites');

const setEnvironment = (env) => {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
};

/**
 * The storages that were used since the last Strapi was destroyed. Each of them makes every promise of the process
 * dearer, and each start brings those of a plugin that is reloaded: after a hundred of them everything is slow.
 */
const storages = new Set();
for (const name of ['run', 'enterWith']) {
  const use = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function rememberUse(...given) {
    storages.add(this);
    return use.apply(this, given);
  };
}

const listenersOfProcess = () => process.eventNames().map((name) => [name, process.rawListeners(name)]);

/**
 * Leaves a process behind in which the next Strapi can start as in a new one. Destroying Strapi also takes every
 * listener from the process: that of jest too, whose worker would receive no further file and end.
 *
 * @param before the listeners of the process before Strapi was created, which listens to its signals from then on
 */
const cleanUpAfter = (strapi, before) => {
  const destroy = strapi.destroy.bind(strapi);
  strapi.destroy = async () => {
    await destroy();
    for (const [name, listeners] of before) {
      const present = new Set(process.rawListeners(name));
      for (const listener of listeners) if (!present.has(listener)) process.on(name, listener);
    }
    for (const storage of storages) storage.disable();
    storages.clear();
  };
  return strapi;
};

/**
 * Removes the modules of the last site and of the plugin, into which Strapi writes a site's own versions of types. Also
 * from the lists of what other modules have loaded, which would keep them with all that they refer to.
 */
const forgetModules = () => {
  const isOfSite = ({ filename }) => filename?.startsWith(PLUGIN) || filename?.startsWith(SITES);
  for (const [file, loaded] of Object.entries(require.cache)) {
    if (isOfSite(loaded)) delete require.cache[file];
    else if (loaded.children.some(isOfSite)) {
      loaded.children = loaded.children.filter((child) => !isOfSite(child));
    }
  }
};

/**
 * @param folder of the site
 * @param env replaces what was there for the start before
 */
const createStrapi = (folder, env) => {
  setEnvironment({ ...inherited, ...env });
  forgetModules();
  const before = listenersOfProcess();
  return cleanUpAfter(require('@strapi/strapi').createStrapi({ appDir: folder, distDir: folder }), before);
};

module.exports = class StrapiEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, SHARED, { strapiTests: { createStrapi } });
  }

  /** Says what was on the page when a test in a browser failed: without it, a time limit says nothing. */
  async handleTestEvent({ name, error }) {
    if (name !== 'test_fn_failure' || !(error?.stack && this.global.describePages)) return;
    error.stack += `\n\n${await this.global.describePages()}`;
  }

  async teardown() {
    // The next file may start a site as a process of its own, which must not take itself for the last one here.
    setEnvironment(inherited);
    await super.teardown();
  }
};
