import type { Mode } from '../contracts/mode.ts';
import { DownshiftCycleError } from './errors.ts';

/** A flag that sends one mode's sessions to another for as long as it stands. */
export interface Downshift {
  readonly to: Mode;
  /** Milliseconds since the epoch; without it the flag stands until it is taken down. */
  readonly until?: number;
  readonly owner: string;
  readonly reason: string;
  /** The execution that set it, where a runbook did. */
  readonly executionId?: string;
}

export type Downshifts = Readonly<Record<Mode, Downshift>>;

export function activeDownshifts(downshifts: Downshifts, now: number): Downshifts {
  const active = Object.entries(downshifts).filter(([, { until }]) => until === undefined || now < until);
  return Object.fromEntries(active);
}

/** Where a mode's sessions are sent now: the flags are followed to their end. Ends, since cycles are refused. */
export function effectiveMode(assigned: Mode, downshifts: Downshifts, now: number): Mode {
  let mode = assigned;
  for (let next = standing(downshifts, mode, now); next; next = standing(downshifts, mode, now))
    mode = next.to;
  return mode;
}

function standing(downshifts: Downshifts, mode: Mode, now: number): Downshift | undefined {
  const downshift = Object.hasOwn(downshifts, mode) ? downshifts[mode] : undefined;
  return downshift && (downshift.until === undefined || now < downshift.until) ? downshift : undefined;
}

/**
 * @throws DownshiftCycleError when the new flag would close a circle. Flags that end by themselves count while
 * they stand, whatever their end: two of them must never chase each other even for a moment.
 */
export function withDownshift(downshifts: Downshifts, from: Mode, downshift: Downshift): Downshifts {
  const path = [from];
  for (let mode: Mode | undefined = downshift.to; mode !== undefined; mode = downshifts[mode]?.to) {
    path.push(mode);
    if (mode === from) throw new DownshiftCycleError('/to', `this would make a circle: ${path.join(' -> ')}`);
  }
  return { ...downshifts, [from]: downshift };
}

export function withoutDownshift(downshifts: Downshifts, from: Mode): Downshifts {
  return Object.fromEntries(Object.entries(downshifts).filter(([mode]) => mode !== from));
}
