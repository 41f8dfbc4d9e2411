import type { RestService } from '../../aws-endpoint/service.ts';
import type { RunningPool } from '../pool/user-pool.ts';
import { sendJson } from './send-json.ts';

/** `/<pool id>/.well-known/jwks.json` and `openid-configuration`: what anyone needs to verify a token. */
export function createDiscovery(pools: readonly RunningPool[]): RestService {
  const documents = new Map<string, object>(
    pools.flatMap((pool) => [
      [`/${pool.id}/.well-known/jwks.json`, pool.jwks] as const,
      [`/${pool.id}/.well-known/openid-configuration`, configuration(pool.issuer)] as const,
    ]),
  );
  const documentOf = (url: string | undefined): object | undefined => documents.get(url?.split('?')[0] ?? '');
  return {
    accepts: ({ url }) => documentOf(url) !== undefined,
    handle: (request, response) => {
      const readable = request.method === 'GET' || request.method === 'HEAD';
      if (readable) sendJson(response, 200, documentOf(request.url) ?? {});
      else sendJson(response.setHeader('allow', 'GET, HEAD'), 405, { message: 'Method Not Allowed' });
      return Promise.resolve();
    },
  };
}

/** Without the hosted pages there are no authorization and token endpoints to name. */
const configuration = (issuer: string): object => ({
  id_token_signing_alg_values_supported: ['RS256'],
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  response_types_supported: ['code', 'token'],
  subject_types_supported: ['public'],
});
