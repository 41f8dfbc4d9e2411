import type { JsonObject, TargetConfig } from '../contracts/targets.ts';
import type { BoundedOperation } from './ports.ts';

export type Deployment = NonNullable<TargetConfig['kubernetes']>;

export interface KubernetesPatch {
  readonly path: string;
  readonly contentType: string;
  readonly body: JsonObject;
}

/** RFC 7386. Of what a patch names, the last one counts. */
const MERGE = 'application/merge-patch+json';

/** On the pods: another value than theirs makes Kubernetes replace them, the same one does not. */
export const RESTARTED_FOR = 'artisan/restarted-for';

/** Kubernetes API, "Deployment v1 apps". */
export function pathOf({ namespace, deployment }: Deployment): string {
  return `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/deployments/${encodeURIComponent(deployment)}`;
}

/** @param resourceVersion of the count that was read: Kubernetes answers 409 if it has changed since. */
export function scalePatch(
  deployment: Deployment,
  replicas: number,
  resourceVersion?: string,
): KubernetesPatch {
  return {
    path: `${pathOf(deployment)}/scale`,
    contentType: MERGE,
    body: {
      ...(resourceVersion !== undefined && { metadata: { resourceVersion } }),
      spec: { replicas },
    },
  };
}

/** As `kubectl rollout restart` does it, but with an annotation that stays the same when it is sent again. */
export function restartPatch(deployment: Deployment, effectId: string): KubernetesPatch {
  const annotations = { [RESTARTED_FOR]: effectId };
  return {
    path: pathOf(deployment),
    contentType: MERGE,
    body: { spec: { template: { metadata: { annotations } } } },
  };
}

/** For a plan: what would be sent, as far as it is known yet. */
export function patchFor(
  deployment: Deployment,
  operation: BoundedOperation,
  effectId: string,
): KubernetesPatch {
  return operation.name === 'scale'
    ? scalePatch(deployment, operation.replicas)
    : restartPatch(deployment, effectId);
}
