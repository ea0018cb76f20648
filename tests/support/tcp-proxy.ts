import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A connection between a site and its database that can fail. */
export interface TcpProxy {
  port: number;
  /** Closes the port and all connections. */
  refuse(): Promise<void>;
  /** Accepts connections and closes them immediately. */
  drop(): void;
  /** Accepts connections and forwards nothing, in either direction. */
  hang(): void;
  /** Forwards again, also on connections that hung. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

export const createTcpProxy = async (target: { host: string; port: number }): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  let state: 'well' | 'drops' | 'hangs' = 'well';

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  const server: Server = createServer((near) => {
    if (state === 'drops') {
      near.destroy();
      return;
    }
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (state === 'hangs') from.pause();
    }
  });

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));

  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    port,
    async refuse() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
    drop() {
      state = 'drops';
      cut();
    },
    hang() {
      state = 'hangs';
      for (const socket of sockets) socket.pause();
    },
    async heal() {
      state = 'well';
      for (const socket of sockets) socket.resume();
      if (!server.listening) await listen(port);
    },
    async close() {
      cut();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
};
