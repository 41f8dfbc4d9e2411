import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageHeaders } from '../../../functions/shared/page-headers.ts';
import { bundleConsole } from '../../../scripts/lib/build/bundle-console.ts';
import { serve } from '../serve.ts';

export interface ConsoleServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Where people sign in if the page comes over https. */
export const SIGN_IN_DOMAIN = 'sign-in.invalid';
export const CLIENT = 'client-1';

const PAGE = 'index.html';

/** Status and body. */
export type Answer = (
  path: string,
  query: URLSearchParams,
  method: string,
) => Promise<readonly [status: number, body: unknown]>;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};

/** The console as it is shipped, with an API that answers what a test wants. */
export async function startConsoleServer(answer: Answer): Promise<ConsoleServer> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-console-'));
  await bundleConsole(folder);
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  rmSync(folder, { recursive: true });
  const page = files.get(PAGE)?.toString() ?? '';
  files.set(PAGE, Buffer.from(page.replace('%DOMAIN%', SIGN_IN_DOMAIN).replace('%CLIENT%', CLIENT)));
  return serve(
    createServer((request, response) => {
      void respond({ files, answer }, request, response);
    }),
  );
}

interface Served {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly answer: Answer;
}

async function respond(
  { files, answer }: Served,
  { url = '/', method = 'GET' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://console');
  const name = /^\/console\/(callback)?$/.test(pathname) ? PAGE : pathname.replace('/console/', '');
  const file = files.get(name);
  if (file) {
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
    response.writeHead(200, pageHeaders({ type, signInDomain: SIGN_IN_DOMAIN })).end(file);
    return;
  }
  const [status, body] = await answer(pathname, searchParams, method);
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type, etag: '"1"' }).end(JSON.stringify(body));
}
