import type { BreakerState } from '../contracts/breakers.ts';

/** One request that may try a model whose breaker is half-open. */
export interface Probe {
  /** Nonce of the selection that was let through. */
  readonly owner: string;
  /** Milliseconds since the epoch; from then on another one may try. */
  readonly until: number;
}

/** What a state that a runbook forced took the place of: what putting it back needs. */
export type ForcedOver = Pick<Breaker, 'state' | 'openings' | 'backoffMs' | 'nextAttemptAt'>;

/** What all containers know of one model. Times in milliseconds since the epoch. */
export interface Breaker {
  readonly model: string;
  readonly state: BreakerState;
  /** Grows by one with each transition; 0 before the first. */
  readonly generation: number;
  /** Names what answers are counted into. A closing begins a new series, so that what opened it can't do so again. */
  readonly series: number;
  /** Answers to selections made before this belong to no series: they were on their way when it closed. */
  readonly countedFrom: number;
  /** Health checks failed in a row since it closed. */
  readonly failedChecks: number;
  /** Openings with less than one window between a closing and the next of them. */
  readonly openings: number;
  /** Length of the last wait. */
  readonly backoffMs: number;
  /** While open: when the first probe may go. */
  readonly nextAttemptAt: number;
  /** While half-open. */
  readonly probe: Probe | undefined;
  /** The last transition; undefined before the first. */
  readonly changed?: { readonly by: string; readonly at: number; readonly reason: string };
  /** While a runbook's order stands: whose, and what stood before. */
  readonly forced?: { readonly executionId: string; readonly before: ForcedOver } | undefined;
  /** Ids of the newest orders of runbooks, whatever has become of them since. */
  readonly effects?: readonly string[];
}

export function closedFromTheStart(model: string): Breaker {
  return {
    model,
    state: 'closed',
    generation: 0,
    series: 0,
    countedFrom: 0,
    failedChecks: 0,
    openings: 0,
    backoffMs: 0,
    nextAttemptAt: 0,
    probe: undefined,
  };
}

/** An open breaker is half-open from the moment its wait is over: nobody has to write that down first. */
export function stateAt(breaker: Breaker, now: number): BreakerState {
  return breaker.state === 'open' && now >= breaker.nextAttemptAt ? 'half_open' : breaker.state;
}

/** What a request for the model meets: free passage, a place for one probe, or none. */
export function admissionAt(breaker: Breaker, now: number): 'pass' | 'probe' | 'refuse' {
  switch (stateAt(breaker, now)) {
    case 'closed':
    case 'forced_closed':
      return 'pass';
    case 'half_open':
      return breaker.probe && now < breaker.probe.until ? 'refuse' : 'probe';
    case 'open':
    case 'forced_open':
      return 'refuse';
  }
}
