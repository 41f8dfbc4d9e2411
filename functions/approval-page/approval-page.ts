import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { pageHeaders } from '../shared/page-headers.ts';
import { route } from '../shared/route.ts';

/** Reads one of the page's files as text. */
export type ReadFile = (name: string) => string;

const FILES = {
  'GET /approve/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  'GET /approve/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  'GET /approve/cost.js': { name: 'cost.js', type: 'text/javascript; charset=utf-8' },
  'GET /approve/sign-in.js': { name: 'sign-in.js', type: 'text/javascript; charset=utf-8' },
} as const;

/**
 * The page of an approval: the same for every id and everyone, so there is nothing in it to protect. It reads and
 * decides by the API, with the token of whoever has opened it.
 */
export function approvalPageRoutes(environment: EnvironmentOf<'approval-page'>, read: ReadFile) {
  const { SIGN_IN_DOMAIN: domain, USER_POOL_CLIENT: client } = environment;
  const files = Object.entries(FILES).map(([key, { name, type }]) => {
    const handle = () => ({
      status: 200,
      headers: pageHeaders({ type, signInDomain: domain }),
      body: null,
      text: read(name),
    });
    return [key, route({ handle })] as const;
  });
  return {
    'GET /approve/{id}': route({
      handle: () => ({
        status: 200,
        headers: pageHeaders({ type: 'text/html; charset=utf-8', signInDomain: domain }),
        body: null,
        text: read('page.html').replace('%DOMAIN%', domain).replace('%CLIENT%', client),
      }),
    }),
    ...Object.fromEntries(files),
  };
}
