import type { SelectionRequest } from '../contracts/selections.ts';
import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { assign, type Assigner } from './assign.ts';
import { effectiveMode } from './downshifts.ts';
import type { Gate, Queues } from './ports.ts';
import { QueueFullError } from './queue-full-error.ts';
import { placeAt } from './queues.ts';
import { avoidOpenBreakers, followDownshifts, restrain } from './restraints.ts';
import type { SettingsView } from './settings-cache.ts';
import type { Refusal, Selection, SelectionRecord } from './selection.ts';
import { weightsLabel } from './settings.ts';

export interface SelectorDependencies extends Assigner {
  readonly config: TrafficConfig;
  readonly settings: () => Promise<SettingsView>;
  /** The breakers before the selection of this nonce. */
  readonly gates: (nonce: string) => Promise<Gate>;
  readonly queues: Queues;
  /** Told of each selection that found no place. Must not throw. */
  readonly publishRefusal: (refusal: Refusal) => void;
  /** Told of each answer, for the metrics. Must not throw. */
  readonly publish: (selection: SelectionRecord) => void;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Which mode answers this request. Reads the settings, the breakers and the session side by side. */
export function createSelector(
  deps: SelectorDependencies,
): (request: SelectionRequest) => Promise<Selection> {
  const restraints = [followDownshifts, avoidOpenBreakers(deps.config)];
  return async (request) => {
    const nonce = deps.ids();
    const session = assign(deps, request);
    const [{ settings, stale }, gate] = await Promise.all([deps.settings(), deps.gates(nonce)]);
    const situation = { settings, gate, now: deps.clock.now() };
    const assignment = await session(situation);
    const drawn = {
      assignedMode: assignment.mode,
      origin: assignment.origin,
      weightsLabel: weightsLabel(settings),
    };
    const standing = await restrain(assignment, restraints, situation);
    const fallback = effectiveMode(deps.config.fallback_mode, settings.downshifts, situation.now);
    const placed = await placeAt(standing, fallback, { queues: deps.queues, nonce, at: situation.now });
    const models = placed ? (deps.config.mode_models[placed.mode] ?? []) : [];
    await gate.settle(models);
    if (!placed) {
      deps.publishRefusal(drawn);
      throw new QueueFullError(standing.mode, fallback);
    }
    const selection: Selection = {
      ...placed,
      assignedMode: assignment.mode,
      models,
      weightsVersion: settings.weightsVersion,
      at: situation.now,
      nonce,
      ...(assignment.expiresAtSeconds === undefined ? {} : { expiresAtSeconds: assignment.expiresAtSeconds }),
    };
    deps.publish({
      ...selection,
      ...drawn,
      stale,
      breakersStale: gate.stale,
    });
    return selection;
  };
}
