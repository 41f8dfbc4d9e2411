import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import type { TrafficSettingsStore } from './ports.ts';
import { nextRevision, settingsInForce, type TrafficSettings } from './settings.ts';
import type { Weights } from './weights.ts';

export interface SettingsDependencies {
  readonly store: TrafficSettingsStore;
  readonly configured: Weights;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Who changes the settings, and what they say they read (If-Match). */
export interface Editor {
  readonly by: string;
  readonly matches: (etag: string) => boolean;
  /** Where it is asked for. */
  readonly reason?: string;
}

export type Edit = (current: TrafficSettings) => TrafficSettings;

/** Of n writers at once one wins each round, so this many are all served; people are fewer. */
const MAX_TRIES = 8;

export async function readSettings({
  store,
  configured,
}: {
  readonly store: Pick<TrafficSettingsStore, 'read'>;
  readonly configured: Weights;
}): Promise<TrafficSettings> {
  return settingsInForce(await store.read(), configured);
}

/** Edits what stands, and again what stands then if someone was faster. @throws StalePreconditionError */
export async function changeSettings(
  deps: SettingsDependencies,
  { by, matches, reason }: Editor,
  edit: Edit,
): Promise<TrafficSettings> {
  for (let tries = 1; ; tries += 1) {
    const current = await readSettings(deps);
    const now = deps.clock.now();
    const next = nextRevision(current, { matches, now }, edit);
    if (next === current) return next;
    try {
      await deps.store.write(next, { id: deps.ids(), by, at: now, ...(reason !== undefined && { reason }) });
      return next;
    } catch (error) {
      // Someone was faster. What stands now may suit the editor too: it always does under `If-Match: *`.
      if (!(error instanceof StalePreconditionError) || tries === MAX_TRIES) throw error;
    }
  }
}
