import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { serve, type Served } from './serve.ts';

export interface Aim {
  /** Which of the writes, from 1. */
  readonly at: number;
  /** Before the write is served, or after it, when the answer is on its way. */
  readonly when: 'before' | 'after';
  readonly kill: () => void;
}

export interface KillingProxy extends Served {
  /** Requests that write, since the last aim. */
  readonly writes: readonly string[];
  aim(aim?: Aim): void;
}

const WRITING = /\.(?:Put|Update|Delete|TransactWrite)Items?$/;

/** What a request writes; undefined if it reads. */
function writeOf({ method = '', url = '', headers }: IncomingMessage): string | undefined {
  const target = headers['x-amz-target'];
  if (target !== undefined)
    return WRITING.exec(String(target)) ? String(target).split('.').at(-1) : undefined;
  return ['PUT', 'POST', 'DELETE'].includes(method) ? `${method} ${url.split('?')[0] ?? ''}` : undefined;
}

/** Stands between a process and AWS, and kills the process at the write it is aimed at, to the moment. */
export async function startKillingProxy(upstream: string): Promise<KillingProxy> {
  let writes: string[] = [];
  let aim: Aim | undefined;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const write = writeOf(request);
    if (write !== undefined) writes.push(write);
    const isHit = write !== undefined && writes.length === aim?.at;
    if (!isHit || aim?.when === 'after') {
      const { status, headers, answer } = await forward(upstream, request, body);
      if (!isHit) return void response.writeHead(status, headers).end(answer);
    }
    aim?.kill();
    response.destroy();
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const served = await serve(server);
  return {
    ...served,
    get writes() {
      return writes;
    },
    aim: (next) => {
      writes = [];
      aim = next;
    },
  };
}

async function forward(upstream: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  const { hostname, port } = new URL(upstream);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = send({ hostname, port, method, path: url, headers, agent: false }, resolve);
    request.on('error', reject).end(body);
  });
  return { status: answer.statusCode ?? 500, headers: answer.headers, answer: await buffer(answer) };
}
