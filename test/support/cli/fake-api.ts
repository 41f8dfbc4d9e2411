import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serve, type Served } from '../serve.ts';

export interface FakeApi extends Served {
  /** `GET /v1/traffic`, in the order in which they came. */
  readonly asked: readonly string[];
  /** Of those requests. */
  readonly headers: readonly IncomingMessage['headers'][];
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers the CLI where no stack is needed: by default with an empty object that has an ETag. */
export async function fakeApi(answers: Readonly<Record<string, Answer>> = {}): Promise<FakeApi> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    const key = `${request.method} ${request.url}`;
    asked.push(key);
    headers.push(request.headers);
    request.resume();
    (answers[key] ?? json(200, {}))(request, response);
  });
  return { asked, headers, ...(await serve(server)) };
}

export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', etag: '"1"', ...headers });
    response.end(JSON.stringify(body));
  };
