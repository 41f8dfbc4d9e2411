import * as v from 'valibot';
import type { Served } from '../../contracts/target-names.ts';
import type { Clock } from '../../shared/clock.ts';
import { TargetRefusedError } from '../../targets/errors.ts';
import { patchFor, pathOf, restartPatch, scalePatch } from '../../targets/kubernetes.ts';
import type { Deployment } from '../../targets/kubernetes.ts';
import type { Observation, TargetAdapter } from '../../targets/ports.ts';
import { patienceOf, patienceOfLook, tryAgain } from '../../targets/retry.ts';
import { accepted } from './answers.ts';
import { createKubernetesCalls, type KubernetesCalls, type Turn } from './kubernetes-calls.ts';
import type { TargetHttp } from './target-http.ts';

const SERVES: readonly Served[] = ['check', 'scale', 'restart'];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const deploymentObject = v.object({
  metadata: v.exactOptional(v.object({ generation: v.exactOptional(count, 0) }), {}),
  spec: v.object({ replicas: v.exactOptional(count, 1) }),
  status: v.exactOptional(
    v.object({
      observedGeneration: v.exactOptional(count, 0),
      replicas: v.exactOptional(count, 0),
      availableReplicas: v.exactOptional(count, 0),
      updatedReplicas: v.exactOptional(count, 0),
    }),
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
  const told = { target, deployment, calls };
  return {
    kind: 'kubernetes',
    serves: (what) => SERVES.includes(what),
    observe: () => tryAgain((timeoutMs) => observe(told, timeoutMs), patienceOfLook(world.clock), world),
    describe: (operation) => {
      const { path, body } = patchFor(deployment, operation, '<effect id>');
      return { method: 'PATCH', url: `${deployment.url}${path}`, body };
    },
    apply: (operation, effect) =>
      tryAgain(
        async (timeoutMs) => {
          const turn = { leftMs: leftOf(timeoutMs, world.clock), confirm: effect.confirm };
          if (operation.name === 'scale') return scaleUp(told, operation.replicas, turn);
          if (operation.name !== 'restart')
            throw new TargetRefusedError(target, `Kubernetes does not ${operation.name}`);
          await accepted(target, () => calls.patch(restartPatch(deployment, effect.id), turn));
          return 'its pods are replaced one after the other';
        },
        patienceOf(effect, deployment.timeout_ms),
        world,
      ),
  };
}

interface Told {
  readonly target: string;
  readonly deployment: Deployment;
  readonly calls: KubernetesCalls;
}

function leftOf(timeoutMs: number, clock: Clock): () => number {
  const until = clock.now() + timeoutMs;
  return () => Math.max(1, until - clock.now());
}

/**
 * Well when what was last asked of it is what runs, as `kubectl rollout status` has it: the controller has seen the
 * newest generation, every replica is of the newest template and available, and none of an older one is left.
 */
async function observe({ target, deployment, calls }: Told, timeoutMs: number): Promise<Observation> {
  const path = pathOf(deployment);
  const { metadata, spec, status } = await read(target, () => calls.get(path, timeoutMs), deploymentObject);
  const { replicas } = spec;
  const { availableReplicas: available, updatedReplicas: updated } = status;
  const isSeen = status.observedGeneration >= metadata.generation;
  const isDone = updated >= replicas && available >= replicas && status.replicas <= updated;
  const counted = `${available} of ${replicas} replicas are available, ${updated} of the newest template`;
  return {
    healthy: isSeen && isDone,
    values: { replicas, available, updated },
    text: isSeen ? counted : `${counted}, before what was last asked of it`,
  };
}

/** Reads the count and sets it on the condition that it is still that one: 409 is tried again from the start. */
async function scaleUp({ target, deployment, calls }: Told, replicas: number, turn: Turn): Promise<string> {
  const path = `${pathOf(deployment)}/scale`;
  const { metadata, spec } = await read(target, () => calls.get(path, turn.leftMs()), scaleObject);
  if (spec.replicas >= replicas) return `it runs ${spec.replicas} replicas already`;
  await accepted(target, () => calls.patch(scalePatch(deployment, replicas, metadata.resourceVersion), turn));
  return `from ${spec.replicas} to ${replicas} replicas`;
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
