import { targetSecret } from '../../contracts/target-secrets.ts';
import type { Effect } from '../../targets/ports.ts';
import type { Deployment, KubernetesPatch } from '../../targets/kubernetes.ts';
import type { OutboundAnswer } from '../guarded-http.ts';
import { MAX_BODY_BYTES, secretOf, type TargetHttp } from './target-http.ts';

/** A try that changes something. */
export interface Turn extends Pick<Effect, 'confirm'> {
  /** What all calls of the try together have not used yet. */
  readonly leftMs: () => number;
}

export interface KubernetesCalls {
  get(path: string, timeoutMs: number): Promise<OutboundAnswer>;
  patch(patch: KubernetesPatch, turn: Turn): Promise<OutboundAnswer>;
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
    patch: async ({ path, contentType, body }, { leftMs, confirm }) => {
      const { headers, ...rest } = await shared('change');
      await confirm();
      return world.http({
        ...rest,
        url: `${deployment.url}${path}`,
        method: 'PATCH',
        timeoutMs: leftMs(),
        headers: { ...headers, 'content-type': contentType },
        body: JSON.stringify(body),
      });
    },
  };
}
