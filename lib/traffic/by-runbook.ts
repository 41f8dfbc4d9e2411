import type { Mode } from '../contracts/mode.ts';
import { wasOrdered, withEffect, type RunbookOrder } from '../shared/runbook-order.ts';
import { changeSettings, type SettingsDependencies } from './change-settings.ts';
import { activeDownshifts, withDownshift, withoutDownshift, type Downshift } from './downshifts.ts';
import { NoWayDownError } from './no-way-down-error.ts';
import type { TrafficSettings } from './settings.ts';

/** With a store that writes only while the execution holds its lock. */
export interface RunbookTrafficDependencies extends SettingsDependencies {
  /** Where a mode's sessions go when it is turned down. */
  readonly downshift: Readonly<Record<Mode, Mode>>;
}

/**
 * `done`: the order stands. `over`: it was carried out, and somebody has changed it since. `left`: somebody else has
 * turned the mode down, and that counts. `nothing`: there is nothing of this execution to take back.
 */
export interface Ordered {
  readonly kind: 'done' | 'over' | 'left' | 'nothing';
  readonly settings: TrafficSettings;
  /** The mode's flag that stands now. */
  readonly standing?: Downshift;
}

/** @throws NoWayDownError */
export function wayDown(downshift: RunbookTrafficDependencies['downshift'], mode: Mode): Mode {
  const to = Object.hasOwn(downshift, mode) ? downshift[mode] : undefined;
  if (to === undefined) throw new NoWayDownError(mode);
  return to;
}

/**
 * Sends the mode's sessions the configured way down. A flag that somebody else has set stays. Repeatable.
 * @throws NoWayDownError, DownshiftCycleError, LockLostError, StalePreconditionError, and as the store
 */
export function turnDown(
  deps: RunbookTrafficDependencies,
  mode: Mode,
  order: RunbookOrder,
): Promise<Ordered> {
  const { by: owner, reason, executionId } = order;
  const flag: Downshift = { to: wayDown(deps.downshift, mode), owner, reason, executionId };
  return carryOut(deps, { mode, order }, (settings, standing) => {
    if (wasOrdered(settings, order))
      return { kind: standing?.executionId === executionId ? 'done' : 'over', settings };
    if (standing) return { kind: 'left', settings };
    const downshifts = withDownshift(settings.downshifts, mode, flag);
    return { kind: 'done', settings: { ...settings, downshifts, effects: withEffect(settings, order) } };
  });
}

/** Takes down the flag that the execution has set, as long as it stands. Repeatable. Throws as turnDown does. */
export function restore(deps: RunbookTrafficDependencies, mode: Mode, order: RunbookOrder): Promise<Ordered> {
  return carryOut(deps, { mode, order }, (settings, standing) => {
    if (wasOrdered(settings, order)) return { kind: 'done', settings };
    if (standing?.executionId !== order.executionId) return { kind: standing ? 'left' : 'nothing', settings };
    const downshifts = withoutDownshift(settings.downshifts, mode);
    return { kind: 'done', settings: { ...settings, downshifts, effects: withEffect(settings, order) } };
  });
}

async function carryOut(
  deps: RunbookTrafficDependencies,
  { mode, order }: { readonly mode: Mode; readonly order: RunbookOrder },
  plan: (settings: TrafficSettings, standing: Downshift | undefined) => Ordered,
): Promise<Ordered> {
  let kind: Ordered['kind'] = 'nothing';
  const editor = { by: order.by, reason: order.reason, matches: () => true };
  const settings = await changeSettings(deps, editor, (current) => {
    const planned = plan(current, current.downshifts[mode]);
    ({ kind } = planned);
    return planned.settings;
  });
  const standing = activeDownshifts(settings.downshifts, deps.clock.now())[mode];
  return { kind, settings, ...(standing && { standing }) };
}
