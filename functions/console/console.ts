import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { ApiRequest, ApiResponse } from '../shared/http.ts';
import { pageHeaders } from '../shared/page-headers.ts';
import { ProblemError } from '../shared/problem.ts';
import { route } from '../shared/route.ts';
import type { Files } from './read-files.ts';

const PAGE = 'index.html';
/** What an address names that shows the page: its own, and where people come back to from signing in. */
const PAGE_NAMES = ['', 'callback', PAGE];

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

const FOR_EVER = 'public, max-age=31536000, immutable';
/** esbuild's hash of the content. */
const HASHED = /-[0-9A-Z]{8}\.\w+$/;

/** The console: the same for everyone, so there is nothing in it to protect. It reads and acts by the API. */
export function consoleRoutes(environment: EnvironmentOf<'console'>, files: Files) {
  const served = servedFiles(environment, files);
  const answer = (name: string, { headers, rawPath }: ApiRequest<unknown>): ApiResponse => {
    const file = served.get(PAGE_NAMES.includes(name) ? PAGE : name);
    if (!file) throw new ProblemError('not_found', `There is no ${rawPath}`);
    return file(headers);
  };
  return {
    'GET /console': route({ handle: (request) => answer('', request) }),
    'GET /console/{file+}': route({ handle: (request) => answer(request.path['file'] ?? '', request) }),
  };
}

type Serve = (headers: ApiRequest<unknown>['headers']) => ApiResponse;

function servedFiles(environment: EnvironmentOf<'console'>, files: Files): ReadonlyMap<string, Serve> {
  const { SIGN_IN_DOMAIN: domain, USER_POOL_CLIENT: client } = environment;
  const html = files.get(PAGE)?.toString() ?? '';
  const page = Buffer.from(html.replace('%DOMAIN%', domain).replace('%CLIENT%', client));
  return new Map(
    [...files, [PAGE, page] as const].map(([name, content]) => [name, serving(name, content, domain)]),
  );
}

function serving(name: string, content: Buffer, signInDomain: string): Serve {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const headers = {
    ...pageHeaders({ type, signInDomain, ...(HASHED.test(name) && { cacheControl: FOR_EVER }) }),
    etag: `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 16)}"`,
    vary: 'accept-encoding',
  };
  const zipped = gzipSync(content, { level: 9 });
  return (asked) => {
    // Weak, as both codings have it: a browser asks with the tag it was given.
    if (asked['if-none-match'] === headers.etag) return { status: 304, headers, body: null, text: '' };
    if (!/\bgzip\b/.test(asked['accept-encoding'] ?? ''))
      return { status: 200, headers, body: null, text: content.toString() };
    return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: null, bytes: zipped };
  };
}
