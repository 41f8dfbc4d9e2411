import { AWS_TRY_MS } from '../../../contracts/target-timing.ts';
import type { Served } from '../../../contracts/target-names.ts';
import type { TargetSection } from './sections.ts';

const BY_KUBERNETES: readonly Served[] = ['check', 'scale', 'restart'];

export interface Way {
  readonly name: 'webhook' | 'kubernetes' | 'aws';
  /** Of one try. */
  readonly tryMs: number;
}

/** Which ways serve what. One, in a file that has no mistakes. */
export function waysOf({ webhook, kubernetes, aws }: TargetSection, what: Served): Way[] {
  return [
    ...(webhook?.serves.includes(what) ? [{ name: 'webhook', tryMs: webhook.timeout } as const] : []),
    ...(kubernetes && BY_KUBERNETES.includes(what)
      ? [{ name: 'kubernetes', tryMs: kubernetes.timeout } as const]
      : []),
    ...(aws?.[what] ? [{ name: 'aws', tryMs: AWS_TRY_MS } as const] : []),
  ];
}
