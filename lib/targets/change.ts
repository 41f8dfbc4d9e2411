import type { TargetOperation } from '../contracts/target-operation.ts';
import type { JsonObject, TargetConfig } from '../contracts/targets.ts';
import type { BoundedOperation, Observation, TargetAdapter } from './ports.ts';
import { TargetRefusedError } from './errors.ts';
import { inWords, wayByHand } from './words.ts';

/** What an operation would do, as text for people and as data. */
export interface Change {
  readonly target: string;
  readonly operation: TargetOperation['name'];
  readonly outcome: 'change' | 'nothing_to_do' | 'not_configured';
  readonly text: string;
  /** The rest is there where something would be done. */
  readonly adapter?: TargetAdapter['kind'];
  readonly request?: JsonObject;
  readonly before?: Observation;
}

export interface Asked {
  readonly target: string;
  readonly operation: TargetOperation;
}

/** Says who has to act instead, so that it is read in a plan and not found out at night. */
export function notConfigured({ target, operation }: Asked): Change {
  const text = `${target}: not configured in targets.yaml, so nothing is done: ${wayByHand(target, operation)}`;
  return { target, operation: operation.name, outcome: 'not_configured', text };
}

export interface Bounded {
  readonly operation: BoundedOperation;
  /** What the bounds changed, if they did. */
  readonly note?: string;
}

/** Within the target's limits: replicas never above its maximum, a cache never bypassed without a rate. */
export function withinBounds(operation: TargetOperation, config: TargetConfig): Bounded {
  if (operation.name === 'scale') {
    const { max_replicas: most = 0 } = config;
    const replicas = Math.min(operation.replicas, most);
    if (replicas === operation.replicas) return { operation };
    return { operation: { ...operation, replicas }, note: `${most} is the target's maximum` };
  }
  const rate = config.bypass_rate_per_second;
  if (operation.name !== 'bypass_cache' || rate === undefined) return { operation };
  return {
    operation: { ...operation, maxRequestsPerSecond: rate },
    note: `at most ${rate} requests a second go past it`,
  };
}

/**
 * Compares what is asked for with what is there. Scaling never takes replicas away: whoever went further meanwhile, an
 * autoscaler perhaps, had a reason.
 * @throws TargetRefusedError of scaling what is asked and tells no count
 */
export function planChange(
  asked: Asked,
  { operation, note }: Bounded,
  { adapter, before }: { readonly adapter: TargetAdapter; readonly before?: Observation | undefined },
): Change {
  const { target } = asked;
  const base = { target, operation: operation.name, ...(before && { before }) };
  const running = before?.values['replicas'];
  if (operation.name === 'scale' && before && typeof running !== 'number')
    throw new TargetRefusedError(
      target,
      'its check tells no number of replicas, so scaling could take some away',
    );
  if (operation.name === 'scale' && typeof running === 'number' && running >= operation.replicas) {
    const text = `${target}: runs ${running} replicas already${aside(note)}`;
    return { ...base, outcome: 'nothing_to_do', text };
  }
  const from = typeof running === 'number' && operation.name === 'scale' ? ` from ${running}` : '';
  const text = `${target}: ${inWords(operation, from)} by ${adapter.kind}${aside(note)}`;
  return { ...base, outcome: 'change', text, adapter: adapter.kind, request: adapter.describe(operation) };
}

function aside(note: string | undefined): string {
  return note === undefined ? '' : ` (${note})`;
}
