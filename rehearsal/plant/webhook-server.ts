import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Reply } from './webhook.ts';
import type { SignedMessage } from './signed-message.ts';

export interface WebhookServer {
  readonly url: string;
  close(): Promise<void>;
}

/** By target; undefined for one that is not served. */
export type Answering = (target: string, message: SignedMessage) => Reply | undefined;

/** More than any message of Artisan. */
const LONGEST_BODY = 64 * 1_024;

/** Serves POST /targets/{target} on a free port of the loopback interface. */
export async function serveWebhooks(answering: Answering): Promise<WebhookServer> {
  const server = createServer((request, response) => {
    answer(request, answering).then(
      (reply) => {
        send(response, reply);
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/targets`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, answering: Answering): Promise<Reply> {
  const body = await readBody(request);
  if (!body) return { status: 413, body: { detail: `at most ${LONGEST_BODY} bytes` } };
  const target = /^\/targets\/(\w+)$/.exec(request.url ?? '')?.[1];
  if (target === undefined) return NOT_FOUND;
  if (request.method !== 'POST') return { status: 405, body: { detail: 'POST only' } };
  return answering(target, { headers: request.headers, body }) ?? NOT_FOUND;
}

const NOT_FOUND: Reply = { status: 404, body: { detail: 'there is no such target' } };

/** Undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= LONGEST_BODY) chunks.push(chunk);
  }
  return length <= LONGEST_BODY ? Buffer.concat(chunks) : undefined;
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
