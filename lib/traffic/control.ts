import type { Mode } from '../contracts/mode.ts';
import { NotRecoveredError, type Recovery } from '../shared/recovery.ts';
import { changeSettings, readSettings, type Editor, type SettingsDependencies } from './change-settings.ts';
import { withDownshift, withoutDownshift, type Downshift } from './downshifts.ts';
import { InvalidTimeError, UnknownModeError } from './errors.ts';
import { changeWeights, type TrafficSettings } from './settings.ts';
import { checkedWeights } from './weights.ts';

export interface TrafficControlDependencies extends SettingsDependencies {
  readonly modeModels: Readonly<Record<Mode, readonly string[]>>;
  readonly recovery: Recovery;
}

export interface TrafficControl {
  read(): Promise<TrafficSettings>;
  setWeights(
    editor: Editor,
    change: { weights: Record<string, number>; rebalance: boolean },
  ): Promise<TrafficSettings>;
  setDownshift(
    editor: Editor,
    mode: Mode,
    change: Omit<Downshift, 'owner' | 'executionId'>,
  ): Promise<TrafficSettings>;
  /**
   * Taking down a flag that does not stand changes nothing. `force` is for one that a runbook has set.
   * @throws NotRecoveredError of a runbook's flag, as long as the models that come into use again are not well
   */
  removeDownshift(editor: Editor, mode: Mode, how?: { readonly force: boolean }): Promise<TrafficSettings>;
}

/** A flag that ends later than this is a mistake in the year; without an end it may stand for ever. */
const LONGEST_DOWNSHIFT_MS = 366 * 24 * 3_600_000;

/**
 * What operators do with the split. Every change throws StalePreconditionError when someone else was faster, and the
 * errors of lib/traffic/errors.ts when it breaks a rule.
 */
export function createTrafficControl(deps: TrafficControlDependencies): TrafficControl {
  const modes = Object.keys(deps.configured);

  return {
    read: () => readSettings(deps),
    setWeights: async (editor, { weights, rebalance }) => {
      const checked = checkedWeights(weights, modes);
      return changeSettings(deps, editor, (current) => changeWeights(current, checked, { rebalance }));
    },
    setDownshift: async (editor, mode, { to, reason, until }) => {
      checkModes(modes, mode, to);
      checkEnd(until, deps.clock.now());
      const downshift = { to, reason, owner: editor.by, ...(until === undefined ? {} : { until }) };
      return changeSettings(deps, editor, (current) => ({
        ...current,
        downshifts: withDownshift(current.downshifts, mode, downshift),
      }));
    },
    removeDownshift: async (editor, mode, { force } = { force: false }) => {
      checkModes(modes, mode);
      const refuse = force ? () => undefined : await createRefusal(deps, mode);
      return changeSettings(deps, editor, (current) => {
        const flag = Object.hasOwn(current.downshifts, mode) ? current.downshifts[mode] : undefined;
        if (!flag) return current;
        if (flag.executionId !== undefined) refuse(flag);
        return { ...current, downshifts: withoutDownshift(current.downshifts, mode) };
      });
    },
  };
}

/**
 * Throws NotRecoveredError for a flag unless all models are well that come into use when it goes: those of the mode that
 * the other one does without; where that has them all, all of them.
 */
async function createRefusal(
  { modeModels, recovery }: TrafficControlDependencies,
  mode: Mode,
): Promise<(flag: Downshift) => void> {
  const models = modeModels[mode] ?? [];
  const unrecovered = await recovery.unrecovered(models);
  return ({ to, owner }) => {
    const elsewhere = modeModels[to] ?? [];
    const own = models.filter((model) => !elsewhere.includes(model));
    const needed = own.length === 0 ? models : own;
    const missing = unrecovered.filter(({ model }) => needed.includes(model));
    if (missing.length === 0) return;
    throw new NotRecoveredError(`${mode} was sent to ${to} by ${owner}, and stays so`, missing);
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
