import type { Reason, SelectionRequest } from '../contracts/selections.ts';
import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { assign, type Assigner } from './assign.ts';
import { effectiveMode } from './downshifts.ts';
import type { SettingsView } from './settings-cache.ts';
import type { Assignment, Selection, SelectionRecord } from './selection.ts';
import { weightsLabel } from './settings.ts';

export interface SelectorDependencies extends Assigner {
  readonly config: TrafficConfig;
  readonly settings: () => Promise<SettingsView>;
  /** Told of each answer, for the metrics. Must not throw. */
  readonly publish: (selection: SelectionRecord) => void;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Which mode answers this request. Reads the settings and the session side by side. */
export function createSelector(
  deps: SelectorDependencies,
): (request: SelectionRequest) => Promise<Selection> {
  return async (request) => {
    const session = assign(deps, request);
    const { settings, stale } = await deps.settings();
    const now = deps.clock.now();
    const assignment = await session({ settings, now });
    const mode = effectiveMode(assignment.mode, settings.downshifts, now);
    const selection: Selection = {
      mode,
      assignedMode: assignment.mode,
      reason: reasonOf(assignment, mode),
      models: deps.config.mode_models[mode] ?? [],
      weightsVersion: settings.weightsVersion,
      at: now,
      nonce: deps.ids(),
      ...(assignment.expiresAtSeconds === undefined ? {} : { expiresAtSeconds: assignment.expiresAtSeconds }),
    };
    deps.publish({
      ...selection,
      weightsLabel: weightsLabel(settings),
      origin: assignment.origin,
      stale,
    });
    return selection;
  };
}

/** Why the answer is not the assigned mode comes before how the mode was assigned. */
function reasonOf({ origin, mode: assigned }: Assignment, mode: string): Reason {
  return mode === assigned ? origin : 'downshift';
}
