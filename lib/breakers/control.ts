import type { BreakerOrder } from '../contracts/breakers.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import { NotRecoveredError, type Recovery } from '../shared/recovery.ts';
import type { Breaker } from './breaker.ts';
import { windowAt, type Counts } from './counts.ts';
import { UnknownModelError } from './errors.ts';
import { ordered } from './machine.ts';
import type { BreakerDependencies } from './reports.ts';

/** A breaker, and what it counted in the window that ends now. */
export interface CountedBreaker {
  readonly breaker: Breaker;
  readonly counts: Counts;
}

/** Who changes a breaker, and what they say they read (If-Match). */
export interface BreakerEditor {
  readonly by: string;
  readonly matches: (etag: string) => boolean;
}

export interface BreakerChange {
  readonly state: BreakerOrder;
  readonly reason: string;
  /** Ends what a runbook has forced although the model is not known to be well again. */
  readonly force?: boolean;
}

export interface BreakerControl {
  /** Of every configured model, in the order of the configuration. */
  list(): Promise<readonly CountedBreaker[]>;
  read(model: string): Promise<CountedBreaker>;
  /**
   * `auto` for a breaker that nobody forced changes nothing. @throws NotRecoveredError of one that a runbook forced, as
   * long as its model is not well again
   */
  order(editor: BreakerEditor, model: string, change: BreakerChange): Promise<CountedBreaker>;
}

/** Differs whenever state or generation were changed; the figures beside them change with each answer. */
export const etagOfBreaker = ({ generation }: Breaker): string => `"${generation}"`;

/**
 * What people and runbooks do with breakers. Throws UnknownModelError for a model that is not configured, and
 * StalePreconditionError when someone else was faster.
 */
export function createBreakerControl(
  deps: Omit<BreakerDependencies, 'random'> & { readonly recovery: Recovery },
): BreakerControl {
  const { store, config, clock, ids } = deps;
  const models = Object.keys(config.model_timeouts_ms);
  const policy = config.breaker;

  const readAll = (asked: readonly string[]) => store.read(asked, { consistent: true });
  const count = async (breaker: Breaker): Promise<CountedBreaker> => {
    const window = windowAt(breaker.series, clock.now(), policy.window_ms);
    return { breaker, counts: await store.sum(breaker.model, window) };
  };
  const find = async (model: string): Promise<Breaker> => {
    const [breaker] = models.includes(model) ? await readAll([model]) : [];
    if (!breaker) throw new UnknownModelError(model, models);
    return breaker;
  };

  const refuseUnlessWell = async ({ model, changed }: Breaker): Promise<void> => {
    const missing = await deps.recovery.unrecovered([model]);
    if (missing.length === 0) return;
    const by = changed?.by ?? 'a runbook';
    throw new NotRecoveredError(`The breaker of ${model} was forced by ${by}, and stays so`, missing);
  };

  const carryOut = async (
    editor: BreakerEditor,
    breaker: Breaker,
    change: BreakerChange,
  ): Promise<Breaker> => {
    const { state, reason, force = false } = change;
    if (!editor.matches(etagOfBreaker(breaker))) throw new StalePreconditionError('state and generation');
    if (state === 'auto' && breaker.forced && !force) await refuseUnlessWell(breaker);
    const moment = { policy, now: clock.now(), chance: 0 };
    const next = ordered(breaker, { state, by: editor.by, reason }, moment);
    if (!next) return breaker;
    const standing = await store.transition(breaker, next, ids());
    // Someone was faster. What stands now may suit the editor too: it always does under `If-Match: *`.
    if (standing !== next) return carryOut(editor, standing, change);
    deps.publish(next);
    return next;
  };

  return {
    list: async () => Promise.all((await readAll(models)).map(count)),
    read: async (model) => count(await find(model)),
    order: async (editor, model, change) => count(await carryOut(editor, await find(model), change)),
  };
}
