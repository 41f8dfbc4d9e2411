import { RESTARTED_FOR } from '../../../lib/targets/kubernetes.ts';
import { serveScripted, type Answer, type Asked, type ScriptedServer } from './scripted-server.ts';

const DEPLOYMENT = '/apis/apps/v1/namespaces/production/deployments/api';

export interface KubernetesApi extends ScriptedServer {
  readonly state: {
    replicas: number;
    available: number;
    version: number;
    restartedFor: string;
    rollouts: number;
    /** Of the object as it is asked for, and the newest one that the controller has seen. */
    generation: number;
    seen: number;
    /** Pods of an older template that are not gone yet. */
    old: number;
  };
}

/** One Deployment as an API server would serve it: tokens, merge patches, and versions that conflict. */
export async function serveKubernetes(replicas = 4): Promise<KubernetesApi> {
  const server = await serveScripted({ tls: true });
  const state = {
    replicas,
    available: replicas,
    version: 7,
    restartedFor: '',
    rollouts: 0,
    generation: 1,
    seen: 1,
    old: 0,
  };
  const tokens: Readonly<Record<string, readonly string[]>> = {
    'Bearer kubernetes-read': ['GET'],
    'Bearer kubernetes-change': ['GET', 'PATCH'],
  };
  const json = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });
  const scale = () =>
    json({ metadata: { resourceVersion: String(state.version) }, spec: { replicas: state.replicas } });

  const patch = ({ path, body, headers }: Asked): Answer => {
    if (headers['content-type'] !== 'application/merge-patch+json') return { status: 415 };
    const { metadata, spec } = JSON.parse(body) as {
      metadata?: { resourceVersion?: string };
      spec: { replicas?: number; template?: { metadata: { annotations: Record<string, string> } } };
    };
    if (metadata?.resourceVersion !== undefined && metadata.resourceVersion !== String(state.version))
      return { status: 409, body: 'the object has been modified' };
    state.version += 1;
    state.generation += 1;
    if (path === `${DEPLOYMENT}/scale`) {
      state.replicas = spec.replicas ?? state.replicas;
      return scale();
    }
    const restartedFor = spec.template?.metadata.annotations[RESTARTED_FOR] ?? '';
    if (restartedFor !== state.restartedFor) state.rollouts += 1;
    state.restartedFor = restartedFor;
    return json({});
  };

  server.otherwise((asked) => {
    const verbs = tokens[String(asked.headers['authorization'])];
    if (!verbs) return { status: 401 };
    if (!verbs.includes(asked.method)) return { status: 403, body: 'cannot patch deployments' };
    if (asked.method === 'PATCH') return patch(asked);
    if (asked.path === `${DEPLOYMENT}/scale`) return scale();
    if (asked.path !== DEPLOYMENT) return { status: 404 };
    const status = {
      observedGeneration: state.seen,
      replicas: state.available + state.old,
      availableReplicas: state.available,
      updatedReplicas: state.available,
    };
    return json({ metadata: { generation: state.generation }, spec: { replicas: state.replicas }, status });
  });
  return Object.assign(server, { state });
}
