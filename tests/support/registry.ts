import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './child-process';

const run = promisify(execFile);

/** The fields of a package in package-lock.json that npm needs to resolve it. */
interface LockedPackage {
  name?: string;
  version: string;
  integrity?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** A local package registry for npm, pnpm and yarn. */
export interface Registry {
  origin: string;
  close: () => Promise<void>;
}

/** What the Strapi packages and those that its admin panel shares have here, and Strapi 5.54 does not use. */
const hasNewerMinor = (name: string): boolean => name.startsWith('@strapi/') || name === 'react-intl';

const newerMinor = (version: string): string => `${version.split('.')[0]}.999.0`;

const lockedPackages = (): Map<string, Map<string, LockedPackage>> => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const byName = new Map<string, Map<string, LockedPackage>>();
  for (const [place, locked] of Object.entries(packages)) {
    const name = locked.name ?? place.split('node_modules/').at(-1)!;
    if (!place.includes('node_modules/') || locked.link) continue;
    const versions = byName.get(name) ?? new Map<string, LockedPackage>();
    byName.set(name, versions.set(locked.version, locked));
  }
  return byName;
};

/**
 * Serves the packages of package-lock.json, and of each Strapi package a newer minor version that nothing asks for: a
 * registry in the month after a release. Needs no network unless a package manager wants a package's files, which come
 * from the registry that npm is set to.
 *
 * @param scratch a folder for the files of the newer versions
 * @param hasNetwork whether packages that package-lock.json lacks (of other platforms) are looked up in that registry
 */
export const startRegistry = async (
  scratch: string,
  { hasNetwork = false }: { hasNetwork?: boolean } = {}
): Promise<Registry> => {
  const packages = lockedPackages();
  const upstream = (await run('npm', ['config', 'get', 'registry'], { cwd: ROOT })).stdout.trim();

  /** The files of the newer version are those of the installed one. */
  const packNewer = async (name: string, version: string): Promise<Buffer> => {
    const folder = path.join(scratch, name.replace('/', '-'));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'package'), { recursive: true });
    const file = path.join(folder, 'package/package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
    rmSync(file);
    writeFileSync(file, JSON.stringify({ ...manifest, version }));
    await run('tar', ['-czf', 'package.tgz', 'package'], { cwd: folder });
    return readFileSync(path.join(folder, 'package.tgz'));
  };

  /** Yarn insists on packages of other platforms, which package-lock.json leaves out. */
  const presentOf = (dependencies: Record<string, string> = {}): Record<string, string> =>
    Object.fromEntries(
      Object.entries(dependencies).filter(
        ([name, range]) => !/^\d/.test(range) || packages.get(name)?.has(range)
      )
    );

  const packumentOf = (name: string, origin: string): object | undefined => {
    const locked = packages.get(name);
    if (!locked) return undefined;
    const versions = new Map(locked);
    const [newest] = [...locked.values()].sort((one, other) =>
      other.version.localeCompare(one.version, 'en', { numeric: true })
    );
    const newer = newerMinor(newest!.version);
    if (hasNewerMinor(name)) versions.set(newer, { ...newest!, version: newer, integrity: undefined });
    return {
      name,
      'dist-tags': { latest: [...versions.keys()].at(-1) },
      versions: Object.fromEntries(
        [...versions].map(([version, { integrity, ...rest }]) => {
          const tarball = `${origin}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
          const optionalDependencies = presentOf(rest.optionalDependencies);
          const manifest = { ...rest, optionalDependencies, name, version };
          if (integrity || version === newer) return [version, { ...manifest, dist: { tarball, integrity } }];
          // Of a package for other platforms, package-lock.json has no hash, which yarn needs to pass over it.
          return [version, { ...manifest, os: ['none'], dist: { tarball, shasum: '0'.repeat(40) } }];
        })
      ),
    };
  };

  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`;
    const address = decodeURIComponent((request.url ?? '').split('?')[0]!).slice(1);
    const [name, file] = address.split('/-/');
    const newer = /-(\d+\.999\.0)\.tgz$/.exec(file ?? '')?.[1];
    if (newer) {
      packNewer(name!, newer).then(
        (content) => response.end(content),
        () => response.writeHead(500).end()
      );
    } else if (file) {
      response.writeHead(302, { location: new URL(address, upstream).href }).end();
    } else {
      const packument = packumentOf(name!, origin);
      if (!packument && hasNetwork) {
        response.writeHead(302, { location: new URL(name!.replace('/', '%2f'), upstream).href }).end();
        return;
      }
      response
        .writeHead(packument ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(packument ?? { error: 'not found' }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
