import type { Mode } from '../contracts/mode.ts';
import type { Reason } from '../contracts/selections.ts';
import type { TrafficConfig } from '../contracts/traffic-config.ts';
import { effectiveMode } from './downshifts.ts';
import type { Gate } from './ports.ts';
import type { Assignment } from './selection.ts';
import type { TrafficSettings } from './settings.ts';

/** What holds while one selection is made. */
export interface Situation {
  readonly settings: TrafficSettings;
  readonly gate: Gate;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Which mode answers, and why that one. */
export interface Standing {
  readonly mode: Mode;
  readonly reason: Reason;
}

/** Something that may keep a mode from answering now. Undefined when it has nothing against it. */
export type Restraint = (
  mode: Mode,
  situation: Situation,
) => Standing | undefined | Promise<Standing | undefined>;

/** Takes the assigned mode through the restraints, one after the other. The last that objects gives the reason. */
export async function restrain(
  assignment: Assignment,
  restraints: readonly Restraint[],
  situation: Situation,
): Promise<Standing> {
  let standing: Standing = { mode: assignment.mode, reason: assignment.origin };
  for (const restraint of restraints) standing = (await restraint(standing.mode, situation)) ?? standing;
  return standing;
}

/** Sends a mode's sessions where its flag says. */
export const followDownshifts: Restraint = (mode, { settings, now }) => {
  const effective = effectiveMode(mode, settings.downshifts, now);
  return effective === mode ? undefined : { mode: effective, reason: 'downshift' };
};

/**
 * Goes around modes that are not available. A mode is available while all of its models are. With none available the
 * fallback mode, or where its flag leads, answers all the same, and is marked as such.
 */
export function avoidOpenBreakers(config: AvailabilityConfig): Restraint {
  return async (mode, situation) => {
    if (await situation.gate.admits(config.mode_models[mode] ?? [])) return undefined;
    for (const other of instead(mode, config, situation)) {
      if (await situation.gate.admits(config.mode_models[other] ?? []))
        return { mode: other, reason: 'breaker_open' };
    }
    const { settings, now } = situation;
    return { mode: effectiveMode(config.fallback_mode, settings.downshifts, now), reason: 'fallback' };
  };
}

export type AvailabilityConfig = Pick<TrafficConfig, 'mode_models' | 'downshift' | 'fallback_mode'>;

/**
 * Modes to try for one that is not available, each once: the configured way down, the fallback mode, then any other
 * that gets traffic, the largest share first. A mode with a downshift flag stands for where its flag leads.
 */
function instead(mode: Mode, config: AvailabilityConfig, { settings, now }: Situation): readonly Mode[] {
  const found = new Set([mode]);
  for (let next = config.downshift[mode]; next !== undefined; next = config.downshift[next]) {
    next = effectiveMode(next, settings.downshifts, now);
    if (found.has(next)) break;
    found.add(next);
  }
  const sharing = Object.entries(settings.weights)
    .filter(([, weight]) => weight > 0)
    .toSorted(([, one], [, other]) => other - one);
  for (const other of [config.fallback_mode, ...sharing.map(([name]) => name)])
    found.add(effectiveMode(other, settings.downshifts, now));
  return [...found].filter((other) => other !== mode);
}
