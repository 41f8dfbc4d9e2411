import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { IdempotencyKeyReusedError, RequestInProgressError } from './errors.ts';
import type { Claim, IdempotencyRecord, IdempotencyStore, KeptAnswer } from './ports.ts';

export interface OnceDependencies {
  readonly store: IdempotencyStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export interface OnceRequest extends Pick<Claim, 'key' | 'fingerprint'> {
  /** `stored`: a repetition gets the first answer. `rerun`: the work runs again and nothing of the answer is kept. */
  readonly replay: 'stored' | 'rerun';
}

/** The result of work, or what is kept of an earlier one. */
export type Once<Answer> =
  | { readonly isReplay: false; readonly answer: Answer }
  | { readonly isReplay: true; readonly answer: KeptAnswer };

/** API Gateway waits for a function at most 30 s, so no honest try outlives its lease. */
const LEASE_MS = 30_000;
const KEPT_MS = 24 * 3_600_000;

/**
 * Runs work once for a key: tries that come while the first runs are refused, later ones get its answer. Only answers
 * of 2xx count as the effect; after any other the key is free again.
 *
 * What this cannot do is see into the work: a try that was killed between its effect and its record leaves a claim,
 * and once that claim's lease has run out the next try runs the work AGAIN. So the work has to be idempotent by a
 * condition of its own (a conditional write under an id derived from the request). The late try, should it only have
 * been slow, finds its record fenced off and answers what the record says.
 * @throws IdempotencyKeyReusedError, RequestInProgressError, and whatever the work and the store throw
 */
export async function runOnce<Answer extends KeptAnswer>(
  { store, clock, ids }: OnceDependencies,
  { key, fingerprint, replay }: OnceRequest,
  work: () => Promise<Answer>,
): Promise<Once<Answer>> {
  const now = clock.now();
  const claim = { key, fingerprint, owner: ids(), now, leaseUntil: now + LEASE_MS, expiresAt: now + KEPT_MS };
  const standing = await store.claim(claim);
  if (standing) return replayed(standing, fingerprint) ?? { isReplay: false, answer: await work() };

  const answer = await releasingOnFailure(store, claim, work);
  if (!isSuccess(answer)) return { isReplay: false, answer };
  const completion = await store.complete(claim, replay === 'stored' ? answer : undefined);
  const winner = completion.isRecorded ? undefined : completion.standing;
  return (winner && replayed(winner, fingerprint)) ?? { isReplay: false, answer };
}

/** Undefined when the work was done, and its answer is to be made anew. */
function replayed(record: IdempotencyRecord, fingerprint: string): Once<never> | undefined {
  if (record.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError();
  if (record.state === 'begun') throw new RequestInProgressError();
  return record.answer && { isReplay: true, answer: record.answer };
}

async function releasingOnFailure<Answer extends KeptAnswer>(
  store: IdempotencyStore,
  claim: Claim,
  work: () => Promise<Answer>,
): Promise<Answer> {
  let isKept = false;
  try {
    const answer = await work();
    isKept = isSuccess(answer);
    return answer;
  } finally {
    // If even this fails the lease ends by itself; the caller has to learn of the work's own failure.
    if (!isKept) await store.release(claim).catch(() => undefined);
  }
}

const isSuccess = ({ status }: KeptAnswer): boolean => status >= 200 && status < 300;
