import type { Mode } from '../contracts/mode.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import { withDownshift, withoutDownshift, type Downshift } from './downshifts.ts';
import { InvalidTimeError, UnknownModeError } from './errors.ts';
import type { TrafficSettingsStore } from './ports.ts';
import { changeWeights, nextRevision, settingsInForce, type TrafficSettings } from './settings.ts';
import { checkedWeights, type Weights } from './weights.ts';

export interface TrafficControlDependencies {
  readonly store: TrafficSettingsStore;
  readonly configured: Weights;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Who changes the settings, and what they say they read (If-Match). */
export interface Editor {
  readonly by: string;
  readonly matches: (etag: string) => boolean;
}

export interface TrafficControl {
  read(): Promise<TrafficSettings>;
  setWeights(
    editor: Editor,
    change: { weights: Record<string, number>; rebalance: boolean },
  ): Promise<TrafficSettings>;
  setDownshift(editor: Editor, mode: Mode, change: Omit<Downshift, 'owner'>): Promise<TrafficSettings>;
  /** Taking down a flag that does not stand changes nothing. */
  removeDownshift(editor: Editor, mode: Mode): Promise<TrafficSettings>;
}

type Edit = (current: TrafficSettings) => TrafficSettings;

/** Of n writers at once one wins each round, so this many are all served; people are fewer. */
const MAX_TRIES = 8;

/** A flag that ends later than this is a mistake in the year; without an end it may stand for ever. */
const LONGEST_DOWNSHIFT_MS = 366 * 24 * 3_600_000;

/**
 * What operators do with the split. Every change throws StalePreconditionError when someone else was faster, and the
 * errors of lib/traffic/errors.ts when it breaks a rule.
 */
export function createTrafficControl(deps: TrafficControlDependencies): TrafficControl {
  const { store, configured, clock, ids } = deps;
  const modes = Object.keys(configured);
  const read = async (): Promise<TrafficSettings> => settingsInForce(await store.read(), configured);

  const change = async (editor: Editor, edit: Edit, triesLeft = MAX_TRIES): Promise<TrafficSettings> => {
    const current = await read();
    const now = clock.now();
    const next = nextRevision(current, { matches: editor.matches, now }, edit);
    if (next === current) return next;
    try {
      await store.write(next, { id: ids(), by: editor.by, at: now });
      return next;
    } catch (error) {
      // Someone was faster. What stands now may suit the editor too: it always does under `If-Match: *`.
      if (!(error instanceof StalePreconditionError) || triesLeft === 1) throw error;
      return change(editor, edit, triesLeft - 1);
    }
  };

  return {
    read,
    setWeights: async (editor, { weights, rebalance }) => {
      const checked = checkedWeights(weights, modes);
      return change(editor, (current) => changeWeights(current, checked, { rebalance }));
    },
    setDownshift: async (editor, mode, { to, reason, until }) => {
      checkModes(modes, mode, to);
      checkEnd(until, clock.now());
      const downshift = { to, reason, owner: editor.by, ...(until === undefined ? {} : { until }) };
      return change(editor, (current) => ({
        ...current,
        downshifts: withDownshift(current.downshifts, mode, downshift),
      }));
    },
    removeDownshift: async (editor, mode) => {
      checkModes(modes, mode);
      return change(editor, (current) =>
        Object.hasOwn(current.downshifts, mode)
          ? { ...current, downshifts: withoutDownshift(current.downshifts, mode) }
          : current,
      );
    },
  };
}

function checkModes(modes: readonly Mode[], from: Mode, to?: Mode): void {
  const allowed = `configured: ${modes.join(', ')}`;
  if (!modes.includes(from))
    throw new UnknownModeError('', `there is no mode ${JSON.stringify(from)}; ${allowed}`);
  if (to !== undefined && !modes.includes(to)) {
    throw new UnknownModeError('/to', `there is no mode ${JSON.stringify(to)}; ${allowed}`);
  }
}

function checkEnd(until: number | undefined, now: number): void {
  if (until === undefined || (until > now && until <= now + LONGEST_DOWNSHIFT_MS)) return;
  const [got, earliest, latest] = [until, now, now + LONGEST_DOWNSHIFT_MS].map((ms) =>
    new Date(ms).toISOString(),
  );
  throw new InvalidTimeError(
    '/until',
    `got ${String(got)}, allowed is after ${String(earliest)} and until ${String(latest)}`,
  );
}
