import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contentTypes } from '../../content-types';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'career-field-own-type-'));
  const { attributes, ...rest } = contentTypes.skill;
  const contact = { type: 'email', pluginOptions: { i18n: { localized: true } } };
  site = await createSite({
    files: {
      'src/extensions/career-field/content-types/skill/schema.json': JSON.stringify({
        ...rest,
        attributes: { ...attributes, contact },
      }),
    },
  });
  running = await site.start();
});

afterAll(async () => {
  await running.stop();
  await site.remove();
  rmSync(folder, { recursive: true });
});

it('holds new documents of a type that the site has made its own to the rules that only Strapi knows', async () => {
  const skill = (key: string, contact: string): void =>
    writeFileSync(
      path.join(folder, `${key}.yaml`),
      `type: skill\nkey: ${key}\nlocales:\n  de: { name: ${key}, slug: ${key}, contact: ${contact} }\n`
    );
  skill('right', 'team@example.org');
  skill('wrong', 'nobody');
  const { failures } = await running.strapi.plugin('career-field').service('seeding').import(folder);
  expect(failures).toEqual([{ id: 'skill:wrong', message: expect.stringContaining('contact') }]);
  const rows = await running.strapi.db
    .query(uid('skill'))
    .findMany({ where: { slug: { $in: ['right', 'wrong'] } } });
  expect(rows.map(({ slug, contact }) => [slug, contact])).toEqual([['right', 'team@example.org']]);
});
