import type { OutcomeReport } from '../contracts/outcomes.ts';
import type { OutcomesAnswer } from '../contracts/answers/outcomes.ts';
import type { Clock } from '../shared/clock.ts';
import { StoreError } from '../shared/store-errors.ts';
import { judge, type JudgingRules } from './judge.ts';
import type { Outcome } from './outcome.ts';
import type { Batch, BatchIdentity, BreakerFeed, LeaseReturns, OutcomeLedger, Recorded } from './ports.ts';
import { tallyByMode } from './tally.ts';

export interface ReporterDependencies {
  readonly ledger: OutcomeLedger;
  readonly breakers: BreakerFeed;
  readonly leases: LeaseReturns;
  /** What a selection id says under the key of the stage. Throws StoreUnavailableError or StoreDeniedError. */
  readonly claims: () => Promise<JudgingRules['claimsOf']>;
  readonly isLeaseOf: JudgingRules['isLeaseOf'];
  readonly modeModels: JudgingRules['modeModels'];
  readonly clock: Clock;
  /** Told of each batch when it is counted, not of its repetitions, for the metrics. Must not throw. */
  readonly publish: (outcomes: readonly Outcome[], answer: OutcomesAnswer) => void;
  /** Told of each store failure that an answer went around. */
  readonly onStoreError: (error: StoreError) => void;
}

/** What callers say of their selections: judged, counted, and their leases given back. */
export function createReporter(
  deps: ReporterDependencies,
): (reports: readonly OutcomeReport[], identity?: BatchIdentity) => Promise<Recorded> {
  return async (reports, identity) => {
    const claimsOf = await deps.claims();
    const now = deps.clock.now();
    const { isLeaseOf, modeModels } = deps;
    const { outcomes, rejected } = judge(reports, { now, claimsOf, isLeaseOf, modeModels });
    const answer = { accepted: outcomes.length, rejected };
    const [recorded] = await Promise.all([
      record(deps, { answer, outcomes, now, ...(identity && { identity }) }),
      giveBack(deps, outcomes),
    ]);
    if (!recorded.isReplay) deps.publish(outcomes, answer);
    return recorded;
  };
}

interface Judgement extends Pick<Batch, 'identity' | 'answer' | 'now'> {
  readonly outcomes: readonly Outcome[];
}

async function record(deps: ReporterDependencies, judgement: Judgement): Promise<Recorded> {
  const { outcomes, ...batch } = judgement;
  if (!batch.identity && outcomes.length === 0) return { answer: batch.answer, isReplay: false };
  const { additions, evaluate } = await deps.breakers.prepare(outcomes);
  const recorded = await deps.ledger.record({ ...batch, tallies: tallyByMode(outcomes), additions });
  // Counted is counted: should this fail, the next batch looks at the same buckets.
  if (!recorded.isReplay) await goAround(deps, evaluate);
  return recorded;
}

/** Also for a repetition: the first try may have ended before it. A lease that can't be returned falls out by itself. */
async function giveBack(deps: ReporterDependencies, outcomes: readonly Outcome[]): Promise<void> {
  const held = outcomes.flatMap(({ leaseId, mode, selection }) =>
    leaseId === undefined ? [] : [{ leaseId, mode, selection }],
  );
  if (held.length > 0) await goAround(deps, () => deps.leases.giveBack(held));
}

async function goAround(deps: ReporterDependencies, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    deps.onStoreError(error);
  }
}
