import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkLink, type LinkOutcome } from './check-link';
import { HostPace } from './host-pace';
import { PUBLIC_NETWORK, type Network } from './send-request';

let server: Server;
let port: number;
let requests: IncomingMessage[] = [];
let respond: (request: IncomingMessage, response: ServerResponse) => void;

/** The server of this test by any name. */
const LOOPBACK: Network = {
  resolve: async () => ['127.0.0.1'],
  isAllowed: (address) => address === '127.0.0.1',
};

const check = (
  address: string,
  { network = LOOPBACK, timeoutMs = 2000, signal = new AbortController().signal } = {}
): Promise<LinkOutcome | undefined> =>
  checkLink(address.replace(':port', `:${port}`), {
    network,
    pace: new HostPace(0),
    userAgent: 'test',
    signal,
    timeoutMs,
  });

const log = (): string[] =>
  requests.map(({ method, headers, url }) => `${method} ${headers.host?.split(':')[0]}${url}`);

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    respond(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  requests = [];
  respond = (_request, response) => void response.end();
});

describe('a check', () => {
  it.each([
    [200, 'answer'],
    [401, 'answer'],
    [403, 'answer'],
    [429, 'answer'],
    [404, 'failure'],
    [410, 'failure'],
    [500, 'failure'],
    [503, 'failure'],
  ])('with the status %i is: %s', async (status, kind) => {
    respond = (_request, response) => void response.writeHead(status).end();
    expect(await check('http://a.example:port/x')).toEqual({ result: String(status), kind });
  });

  it.each([405, 501, 403, 404])('repeats HEAD with GET after %i', async (status) => {
    respond = ({ method }, response) => void response.writeHead(method === 'HEAD' ? status : 200).end();
    expect(await check('http://a.example:port/x?y=z')).toEqual({ result: '200', kind: 'answer' });
    expect(log()).toEqual(['HEAD a.example/x?y=z', 'GET a.example/x?y=z']);
  });

  it('reads no body', async () => {
    let isClosed: Promise<void> | undefined;
    respond = ({ method }, response) => {
      if (method === 'HEAD') return void response.writeHead(405).end();
      isClosed = new Promise((done) => response.on('close', done));
      response.writeHead(200);
      const write = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', write);
      write();
    };
    expect(await check('http://a.example:port/endless')).toEqual({ result: '200', kind: 'answer' });
    await isClosed;
  });

  it('sends neither the name and password of an address nor cookies', async () => {
    respond = ({ url }, response) =>
      void (url === '/x'
        ? response.writeHead(302, { Location: '/y', 'Set-Cookie': 'a=b' }).end()
        : response.end());
    await check('http://user:secret@a.example:port/x');
    expect(log()).toEqual(['HEAD a.example/x', 'HEAD a.example/y']);
    expect(requests.map(({ headers }) => Object.keys(headers).sort())).toEqual(
      Array(2).fill(['accept', 'connection', 'host', 'user-agent'])
    );
  });

  it('ends after the time limit, also in the middle of the headers', async () => {
    respond = () => {};
    expect(await check('http://a.example:port/', { timeoutMs: 50 })).toEqual({
      result: 'timeout',
      kind: 'failure',
    });
    const network = { ...LOOPBACK, resolve: () => new Promise<string[]>(() => {}) };
    expect(await check('http://a.example:port/', { network, timeoutMs: 50 })).toMatchObject({
      result: 'timeout',
    });
  });

  it('says what kept it from a response', async () => {
    const network = { ...LOOPBACK, resolve: async () => [] };
    expect(await check('http://a.example:port/', { network })).toEqual({ result: 'dns', kind: 'failure' });
    expect(await check('https://a.example:port/')).toEqual({ result: 'tls', kind: 'failure' });
    respond = ({ socket }) => void socket.destroy();
    expect(await check('http://a.example:port/')).toEqual({ result: 'connection', kind: 'failure' });
  });

  it('has no outcome when the site stops', async () => {
    const site = new AbortController();
    respond = () => site.abort();
    expect(await check('http://a.example:port/', { signal: site.signal })).toBeUndefined();
  });
});

describe('a redirect', () => {
  const redirectTo = (location: string): void => {
    respond = ({ url }, response) =>
      void (url === '/from'
        ? response.writeHead(302, { Location: location.replace(':port', `:${port}`) }).end()
        : response.writeHead(404).end());
  };

  it('is followed', async () => {
    redirectTo('http://b.example:port/to');
    expect(await check('http://a.example:port/from')).toEqual({ result: '404', kind: 'failure' });
    expect(log()).toEqual(['HEAD a.example/from', 'HEAD b.example/to', 'GET b.example/to']);
  });

  it('is followed five times', async () => {
    respond = ({ url }, response) =>
      void response.writeHead(301, { Location: `/${Number(url?.slice(1)) + 1}` }).end();
    expect(await check('http://a.example:port/0')).toEqual({ result: '301', kind: 'unknown' });
    expect(requests).toHaveLength(6);
  });

  it.each([
    'http://127.0.0.2:port/to',
    'http://[::1]:port/to',
    'http://[::ffff:127.0.0.1]:port/to',
    '//0.0.0.0:port/to',
    'http://169.254.169.254/latest/meta-data/',
  ])('to %s is not', async (location) => {
    redirectTo(location);
    expect(await check('http://a.example:port/from')).toEqual({ result: 'not-public', kind: 'unknown' });
    expect(requests).toHaveLength(1);
  });

  it.each(['file:///etc/passwd', 'mailto:a@example.org', 'http://', ''])(
    'to "%s" is not',
    async (location) => {
      respond = (_request, response) => void response.writeHead(302, { Location: location }).end();
      expect(await check('http://a.example:port/', {})).toMatchObject({ result: '302', kind: 'unknown' });
      expect(requests.length).toBeLessThanOrEqual(6);
    }
  );
});

describe('a host', () => {
  it.each([
    'http://127.0.0.1:port/',
    'http://2130706433:port/',
    'http://0x7f000001:port/',
    'http://0x7f.1:port/',
    'http://0177.0.0.1:port/',
    'http://127.1:port/',
    'http://127.0.0.1.:port/',
    'http://①②⑦.0.0.1:port/',
    'http://0:port/',
    'http://[::1]:port/',
    'http://[::ffff:7f00:1]:port/',
    'http://[::127.0.0.1]:port/',
    'http://[64:ff9b::7f00:1]:port/',
  ])('%s is not connected to', async (address) => {
    expect(await check(address, { network: PUBLIC_NETWORK })).toEqual({
      result: 'not-public',
      kind: 'unknown',
    });
    expect(requests).toEqual([]);
  });

  it('with one address that is not public is not connected to', async () => {
    const network: Network = { ...LOOPBACK, resolve: async () => ['127.0.0.1', '10.0.0.1'] };
    expect(await check('http://a.example:port/', { network })).toMatchObject({ result: 'not-public' });
    expect(requests).toEqual([]);
  });

  it('is resolved once for a connection, and again for the next request', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.1']];
    const asked: string[] = [];
    const network: Network = {
      resolve: async (hostname) => {
        asked.push(hostname);
        return answers.shift() ?? [];
      },
      isAllowed: (address) => address === '127.0.0.1',
    };
    respond = (_request, response) => void response.writeHead(302, { Location: '/to' }).end();
    expect(await check('http://a.example:port/from', { network })).toMatchObject({ result: 'not-public' });
    expect(asked).toEqual(['a.example', 'a.example']);
    expect(log()).toEqual(['HEAD a.example/from']);
  });
});

describe('the pace', () => {
  it('is that of each host', async () => {
    const pace = new HostPace(40);
    const { signal } = new AbortController();
    const times: Record<string, number[]> = { a: [], b: [] };
    await Promise.all(
      ['a', 'a', 'b', 'a'].map(async (host) => {
        await pace.turn(host, signal);
        times[host]!.push(Date.now());
      })
    );
    const [first = 0, second = 0, third = 0] = times.a!;
    expect(times.b![0]).toBeLessThan(second);
    // A timer may be a millisecond early.
    expect(second - first).toBeGreaterThanOrEqual(38);
    expect(third - first).toBeGreaterThanOrEqual(78);
    await pace.rest(signal);
    expect(Date.now() - first).toBeGreaterThanOrEqual(118);
  });
});
