import type { RunItem } from '../contracts/run-item.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import { changeRun, type RunChanger } from './change-run.ts';

export type OverrideName = keyof RunItem['overrides'];

export interface OverridesChange {
  /** What is left out is not overridden any more. */
  readonly values: Partial<Record<OverrideName, number>>;
  readonly by: string;
  readonly reason: string;
  /** Whether the caller read what stands (If-Match). */
  readonly matches: (overrides: RunItem['overrides']) => boolean;
}

const NAMES = ['learning_rate', 'clip_range', 'entropy_coef'] as const satisfies readonly OverrideName[];

/**
 * Sets what an operator wants instead of the schedule. A value that stands already keeps who set it, when and why.
 * @throws StalePreconditionError, RunNotFoundError, StoreError
 */
export async function setOverrides(
  deps: RunChanger,
  runId: string,
  { values, by, reason, matches }: OverridesChange,
): Promise<RunItem> {
  const { run } = await changeRun(deps, runId, (before, { at }) => {
    if (!matches(before.overrides)) throw new StalePreconditionError('overrides');
    const set = NAMES.flatMap((name) => {
      const value = values[name];
      if (value === undefined) return [];
      const standing = before.overrides[name];
      return [[name, standing?.value === value ? standing : { value, by, at, reason }] as const];
    });
    return { run: { ...before, overrides: Object.fromEntries(set) }, result: undefined };
  });
  return run;
}
