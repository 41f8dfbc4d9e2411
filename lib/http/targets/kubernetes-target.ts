import * as v from 'valibot';
import type { Served } from '../../contracts/target-names.ts';
import { TargetRefusedError } from '../../targets/errors.ts';
import { patchFor, pathOf, restartPatch, scalePatch } from '../../targets/kubernetes.ts';
import type { Deployment, KubernetesPatch } from '../../targets/kubernetes.ts';
import type { Observation, TargetAdapter } from '../../targets/ports.ts';
import { tryAgain } from '../../targets/retry.ts';
import { accepted } from './answers.ts';
import { createKubernetesCalls, type KubernetesCalls } from './kubernetes-calls.ts';
import type { TargetHttp } from './target-http.ts';

const SERVES: readonly Served[] = ['check', 'scale', 'restart'];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const deploymentObject = v.object({
  spec: v.object({ replicas: v.exactOptional(count, 1) }),
  status: v.exactOptional(
    v.object({ availableReplicas: v.exactOptional(count, 0), updatedReplicas: v.exactOptional(count, 0) }),
    {},
  ),
});

const scaleObject = v.object({
  metadata: v.object({ resourceVersion: v.string() }),
  spec: v.object({ replicas: v.exactOptional(count, 0) }),
});

/** A Deployment of Kubernetes: scaled up, and restarted by replacing its pods one after the other. */
export function createKubernetesTarget(
  target: string,
  deployment: Deployment,
  world: TargetHttp,
): TargetAdapter {
  const calls = createKubernetesCalls(target, deployment, world);
  return {
    kind: 'kubernetes',
    serves: (what) => SERVES.includes(what),
    observe: () => tryAgain(() => observe(target, deployment, calls), world),
    describe: (operation) => {
      const { path, body } = patchFor(deployment, operation, '<effect id>');
      return { method: 'PATCH', url: `${deployment.url}${path}`, body };
    },
    apply: (operation, effectId) =>
      tryAgain(async () => {
        if (operation.name === 'scale') return scaleUp(target, { deployment, calls }, operation.replicas);
        if (operation.name !== 'restart')
          throw new TargetRefusedError(target, `Kubernetes does not ${operation.name}`);
        await send(target, calls, restartPatch(deployment, effectId));
        return 'its pods are replaced one after the other';
      }, world),
  };
}

async function observe(target: string, deployment: Deployment, calls: KubernetesCalls): Promise<Observation> {
  const { spec, status } = await read(target, () => calls.get(pathOf(deployment)), deploymentObject);
  const { replicas } = spec;
  const { availableReplicas: available, updatedReplicas: updated } = status;
  return {
    healthy: available >= replicas && updated >= replicas,
    values: { replicas, available, updated },
    text: `${available} of ${replicas} replicas are available, ${updated} of the newest template`,
  };
}

/** Reads the count and sets it on the condition that it is still that one: 409 is tried again from the start. */
async function scaleUp(
  target: string,
  { deployment, calls }: { readonly deployment: Deployment; readonly calls: KubernetesCalls },
  replicas: number,
): Promise<string> {
  const path = `${pathOf(deployment)}/scale`;
  const { metadata, spec } = await read(target, () => calls.get(path), scaleObject);
  if (spec.replicas >= replicas) return `it runs ${spec.replicas} replicas already`;
  await send(target, calls, scalePatch(deployment, replicas, metadata.resourceVersion));
  return `from ${spec.replicas} to ${replicas} replicas`;
}

async function send(target: string, calls: KubernetesCalls, patch: KubernetesPatch): Promise<void> {
  await accepted(target, () => calls.patch(patch));
}

async function read<S extends v.GenericSchema>(
  target: string,
  call: Parameters<typeof accepted>[1],
  schema: S,
): Promise<v.InferOutput<S>> {
  const { body } = await accepted(target, call);
  try {
    return v.parse(schema, JSON.parse(body.toString('utf8')));
  } catch (cause) {
    throw new TargetRefusedError(target, 'answered something else than Kubernetes does', cause);
  }
}
