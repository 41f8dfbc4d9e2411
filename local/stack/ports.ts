import type { Server } from 'node:http';
import { createServer, type AddressInfo, type Server as NetServer } from 'node:net';

const HOST = '127.0.0.1';

/** Someone else listens on the port that was asked for. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken: stop what listens there, or choose another with --port`, { cause });
  }
}

/** The port itself, or a free one for 0: URLs have to be known before anything can listen. */
export async function settlePort(port: number): Promise<number> {
  const server = createServer();
  await listen(server, port);
  const { port: settled } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return settled;
}

/** Listens on the loopback interface, and on no other. */
export async function listen(server: NetServer, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, error) : error);
    };
    server.once('error', onError);
    server.listen(port, HOST, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

export const urlOf = (port: number): string => `http://${HOST}:${port}`;

/** Ends open connections too: a client that keeps one alive must not keep the stack alive. */
export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
