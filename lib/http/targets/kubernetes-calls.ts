import { targetSecret } from '../../contracts/target-secrets.ts';
import type { Deployment, KubernetesPatch } from '../../targets/kubernetes.ts';
import type { OutboundAnswer } from '../guarded-http.ts';
import { MAX_BODY_BYTES, secretOf, type TargetHttp } from './target-http.ts';

export interface KubernetesCalls {
  get(path: string, timeoutMs: number): Promise<OutboundAnswer>;
  patch(patch: KubernetesPatch, timeoutMs: number): Promise<OutboundAnswer>;
}

/** Calls of the API server: reading with the token of `read`, changing with that of `change`. */
export function createKubernetesCalls(
  target: string,
  deployment: Deployment,
  world: TargetHttp,
): KubernetesCalls {
  const { secrets, secretsPrefix } = world;
  const shared = async (use: 'read' | 'change') => {
    const [token, ca] = await Promise.all([
      secretOf(world, [target, 'kubernetes', use]),
      secrets(targetSecret(secretsPrefix, [target, 'kubernetes', 'ca'])),
    ]);
    return {
      maxBodyBytes: MAX_BODY_BYTES,
      // Most API servers have an authority of their own; without one, the system's has to do.
      ...(ca && { ca: ca.value }),
      headers: {
        authorization: `Bearer ${token.value.trim()}`,
        accept: 'application/json',
        'user-agent': 'artisan-targets',
      },
    };
  };
  return {
    get: async (path, timeoutMs) =>
      world.http({ ...(await shared('read')), url: `${deployment.url}${path}`, timeoutMs }),
    patch: async ({ path, contentType, body }, timeoutMs) => {
      const { headers, ...rest } = await shared('change');
      return world.http({
        ...rest,
        url: `${deployment.url}${path}`,
        method: 'PATCH',
        timeoutMs,
        headers: { ...headers, 'content-type': contentType },
        body: JSON.stringify(body),
      });
    },
  };
}
