import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serve, type Served } from '../serve.ts';

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

const MEBIBYTE = Buffer.alloc(1_048_576, 'x');

/** Sends and sends, as fast as it is read, up to a gibibyte. */
function flood(response: ServerResponse): void {
  let left = 1_024;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(MEBIBYTE)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}

/** What a server may do to whoever asks it, by path. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  '/ok': (response) => response.end('fine'),
  '/empty': (response) => response.writeHead(204).end(),
  '/broken': (response) => response.writeHead(503).end('ill'),
  '/missing': (response) => response.writeHead(404).end(),
  '/hangs': () => undefined,
  '/hangs-in-body': (response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half');
  },
  '/resets': (_response, { socket }) => {
    socket.resetAndDestroy();
  },
  '/closes': (_response, { socket }) => {
    socket.destroy();
  },
  '/resets-in-body': (response, { socket }) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => socket.resetAndDestroy());
  },
  '/redirects': (response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/redirects-to-itself': (response) => response.writeHead(308, { location: '/redirects-to-itself' }).end(),
  '/floods': flood,
  '/trickles': (response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.once('close', () => {
      clearInterval(timer);
    });
  },
  '/speaks-gibberish': (_response, { socket }) => socket.end('220 mail.example ESMTP\r\n'),
  '/sends-endless-headers': (_response, { socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const more = (): void => {
      while (!socket.destroyed && socket.write(`x: ${'y'.repeat(1_000)}\r\n`));
    };
    socket.on('drain', more);
    socket.on('error', () => undefined);
    more();
  },
  '/switches': (_response, { socket }) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
};

export interface NastyServer extends Served {
  /** Paths in the order they were asked for, with the Host they were asked at. */
  readonly asked: readonly { readonly path: string; readonly host: string | undefined }[];
  readonly port: number;
}

export async function serveNastily(): Promise<NastyServer> {
  const asked: { path: string; host: string | undefined }[] = [];
  const served = await serve(
    createServer((request, response) => {
      const path = request.url ?? '';
      asked.push({ path, host: request.headers.host });
      BEHAVIOURS[path]?.(response, request);
    }),
  );
  return { ...served, asked, port: Number(new URL(served.url).port) };
}
