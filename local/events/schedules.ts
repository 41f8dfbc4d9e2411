import type { Clock } from '../clock/clock.ts';
import { ruleKey, type LiveRule } from './rule.ts';
import { createTimers } from './timers.ts';

/** Fires the scheduled rules that are enabled. */
export interface Schedules {
  /** Begins, changes or (when the rule is disabled or has no schedule) ends the firing of a rule. */
  set(live: LiveRule): void;
  remove(key: string): void;
  close(): void;
}

/**
 * Each firing arms the next one from its own due time, so that a clock that jumps catches up firing by firing, in
 * order, none twice.
 */
export function createSchedules(clock: Clock, fire: (live: LiveRule, dueAt: number) => void): Schedules {
  const timers = createTimers(clock);

  const arm = (live: LiveRule, after: number): void => {
    const { schedule, rule } = live;
    const dueAt = schedule?.next(after, rule.createdAt);
    if (dueAt === undefined) return;
    timers.set(ruleKey(rule), dueAt, () => {
      arm(live, dueAt);
      fire(live, dueAt);
    });
  };

  return {
    set: (live) => {
      timers.cancel(ruleKey(live.rule));
      if (live.rule.state === 'ENABLED') arm(live, clock.now());
    },
    remove: (key) => {
      timers.cancel(key);
    },
    close: () => {
      timers.cancelAll();
    },
  };
}
