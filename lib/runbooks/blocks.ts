import type { DispatchConfig } from '../contracts/dispatch-config.ts';
import type { GateItem } from '../contracts/gate-item.ts';
import type { LockItem } from '../contracts/lock-item.ts';
import type { BlockReason } from '../contracts/runbook-execution.ts';

export interface Block {
  readonly reason: BlockReason;
  /** A sentence for people. */
  readonly detail: string;
}

export const HOUR_MS = 3_600_000;

/** Nobody may start it now, whoever asks: it would get in the way of something that runs. */
export function busyBlock(
  gate: GateItem | undefined,
  lock: LockItem | undefined,
  now: number,
): Block | undefined {
  if (gate?.open_execution !== undefined)
    return {
      reason: 'duplicate_in_progress',
      detail: `Execution ${gate.open_execution} of ${gate.runbook} for ${gate.resource} has not ended`,
    };
  if (lock?.owner !== undefined && (lock.until ?? 0) > now)
    return {
      reason: 'resource_busy',
      detail: `Execution ${lock.owner} holds ${lock.resource} until ${iso(lock.until ?? 0)}`,
    };
  return undefined;
}

/** What holds down a trigger that comes again and again: most lasting cause first. */
export function flappingBlock(
  { starts, failures, ended_at: endedAt = 0 }: GateItem,
  now: number,
  config: DispatchConfig,
): Block | undefined {
  const { limit, pause_ms: pauseMs } = config.consecutive_failures;
  if (failures >= limit && now < endedAt + pauseMs)
    return {
      reason: 'consecutive_failures',
      detail: `It has failed ${failures} times in a row and rests until ${iso(endedAt + pauseMs)}`,
    };
  const inLastHour = starts.filter((at) => at > now - HOUR_MS);
  const [oldest = now] = inLastHour.slice(-config.max_per_hour);
  if (inLastHour.length >= config.max_per_hour)
    return {
      reason: 'hourly_maximum',
      detail: `It has started ${inLastHour.length} times within an hour; the next may come at ${iso(oldest + HOUR_MS)}`,
    };
  const backoffMs = backoffOf(failures, config);
  if (failures > 0 && now < endedAt + backoffMs)
    return {
      reason: 'backoff',
      detail: `It has failed ${failures === 1 ? 'once' : `${failures} times in a row`} and is not tried again before ${iso(endedAt + backoffMs)}`,
    };
  if (failures === 0 && now < endedAt + config.cooldown_ms)
    return {
      reason: 'recently_remediated',
      detail: `It ended at ${iso(endedAt)} and is not started again before ${iso(endedAt + config.cooldown_ms)}`,
    };
  return undefined;
}

/** Doubles with each failure in a row, up to the longest. */
function backoffOf(failures: number, { backoff }: DispatchConfig): number {
  return Math.min(backoff.max_ms, backoff.initial_ms * 2 ** Math.max(0, failures - 1));
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
