import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Breaker } from './breaker.ts';
import { bucketAt } from './counts.ts';
import { tally, verdictOn, type Verdict } from './outcome.ts';
import type { Addition, ModelOutcome } from './ports.ts';

/** What of a batch counts for one model's breaker. */
export interface Share {
  readonly breaker: Breaker;
  readonly answers: readonly { readonly nonce: string; readonly verdict: Exclude<Verdict, undefined> }[];
}

export interface ShareRules {
  readonly config: Pick<TrafficConfig, 'breaker' | 'model_timeouts_ms'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Its answers to selections of its series and window, but for those that say nothing of it. */
export function shareOf(
  breaker: Breaker,
  outcomes: readonly ModelOutcome[],
  { config, now }: ShareRules,
): Share {
  const timeoutMs = config.model_timeouts_ms[breaker.model] ?? Infinity;
  const oldest = Math.max(breaker.countedFrom, now - config.breaker.window_ms);
  const answers = outcomes
    .filter(({ models, selectedAt }) => models.includes(breaker.model) && selectedAt >= oldest)
    .flatMap((outcome) => {
      const verdict = verdictOn(outcome, timeoutMs);
      return verdict === undefined ? [] : [{ nonce: outcome.nonce, verdict }];
    });
  return { breaker, answers };
}

export function additionOf({ breaker, answers }: Share, { config, now }: ShareRules): Addition {
  return {
    model: breaker.model,
    bucket: bucketAt(breaker.series, now, config.breaker.window_ms),
    counts: tally(answers.map(({ verdict }) => verdict)),
  };
}
