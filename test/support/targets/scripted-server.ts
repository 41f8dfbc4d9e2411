import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { serve } from '../serve.ts';
import { TEST_CERTIFICATE, TEST_KEY } from './certificate.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * What it does to one request; `hang` never answers, `breaks` closes the connection, `drip` sends a byte of a body now
 * and then for ever, `flood` as many as anybody takes.
 */
export type Answer =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'drip'
  | 'flood'
  | 'breaks';

export interface ScriptedServer {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers of the next requests, in order; after them, and at first, `otherwise`. */
  script(...answers: readonly Answer[]): void;
  /** Every further answer. */
  otherwise(answer: (asked: Asked) => Answer): void;
  close(): Promise<void>;
}

/** A server that keeps what it is asked, and answers what a test tells it to. */
export async function serveScripted({ tls = false } = {}): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  const next: Answer[] = [];
  let otherwise: (asked: Asked) => Answer = () => ({ status: 200 });
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const one = { method, path: url, headers, body: await text(request) };
    asked.push(one);
    perform(next.shift() ?? otherwise(one), response);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => void take(request, response);
  const server: Server = tls
    ? createHttpsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, listener)
    : createHttpServer(listener);
  const { url, close } = await serve(server);
  return {
    url: tls ? url.replace('http:', 'https:') : url,
    asked,
    script: (...answers) => next.push(...answers),
    otherwise: (answer) => (otherwise = answer),
    close,
  };
}

function perform(answer: Answer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'breaks') response.socket?.destroy();
  else if (answer === 'drip' || answer === 'flood') pour(response, answer);
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}

const A_MEBIBYTE = 'x'.repeat(2 ** 20);
const BETWEEN_DRIPS_MS = 20;

function pour(response: ServerResponse, answer: 'drip' | 'flood'): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    if (response.destroyed) return;
    if (answer === 'flood') response.write(A_MEBIBYTE, () => setImmediate(more));
    else response.write(' ', () => setTimeout(more, BETWEEN_DRIPS_MS));
  };
  more();
}
