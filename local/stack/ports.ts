import type { Server } from 'node:http';
import { createServer, type AddressInfo, type Server as NetServer } from 'node:net';

const HOST = '127.0.0.1';

/** Someone else listens on the port that was asked for. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken: stop what listens there, or choose another with --port`, { cause });
    this.port = port;
  }
}

/** A port of the loopback interface that is ours before anything can answer on it: URLs have to be known first. */
export interface HeldPort {
  readonly url: string;
  /** Gives the port to a server. Closing the server frees it. */
  serve(server: Server): Promise<void>;
  /** Frees a port that no server was given. */
  release(): Promise<void>;
}

/** @throws PortTakenError */
export async function holdPort(port: number): Promise<HeldPort> {
  const holder = createServer((socket) => socket.destroy());
  await listen(holder, () => holder.listen(port, HOST)).catch((error: unknown) => {
    throw isTaken(error) ? new PortTakenError(port, error) : error;
  });
  const { port: held } = holder.address() as AddressInfo;
  let isServed = false;
  return {
    url: `http://${HOST}:${held}`,
    serve: async (server) => {
      isServed = true;
      await listen(server, () => server.listen(holder));
    },
    release: async () => {
      if (!isServed) await new Promise((resolve) => holder.close(resolve));
    },
  };
}

async function listen(server: NetServer, start: () => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    start();
  });
}

const isTaken = (error: unknown): boolean =>
  Error.isError(error) && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

/** Ends open connections too: a client that keeps one alive must not keep the stack alive. */
export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
}
