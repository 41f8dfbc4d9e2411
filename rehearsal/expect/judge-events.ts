import type { Scenario } from '../../lib/config/schemas/rehearsals/sections.ts';
import type { LaunchEvent } from '../events/launch-event.ts';
import type { Verdict } from './verdict.ts';

type Expected = Scenario['expect']['events'][string];
type Counted = Pick<LaunchEvent, 'event' | 'of' | 'as'>;

/** One verdict for each expectation, in order. Without a bound, once is enough. */
export function judgeEvents(
  expected: Scenario['expect']['events'],
  events: readonly Counted[],
): readonly Verdict[] {
  return Object.entries(expected).map(([says, one]) => {
    const { least, most } = boundsOf(one);
    const found = events.filter((event) => isMeant(one, event)).length;
    const holds = found >= least && found <= most;
    const isLost = found > most;
    return {
      says,
      holds,
      isLost,
      but: `found ${found} times ${nameOf(one)}, expected ${rangeText(least, most)}`,
    };
  });
}

function boundsOf({ exactly, at_least, at_most }: Expected): {
  readonly least: number;
  readonly most: number;
} {
  if (exactly !== undefined) return { least: exactly, most: exactly };
  return { least: at_least ?? (at_most === undefined ? 1 : 0), most: at_most ?? Infinity };
}

const isMeant = ({ event, of, not_of, as }: Expected, one: Counted): boolean =>
  one.event === event &&
  (of === undefined || one.of === of) &&
  !not_of.includes(one.of) &&
  (as === undefined || as.includes(one.as));

const nameOf = ({ event, of, as }: Expected): string =>
  [
    event,
    ...(of === undefined ? [] : [`of ${of}`]),
    ...(as === undefined ? [] : [`as ${as.join(' or ')}`]),
  ].join(' ');

function rangeText(least: number, most: number): string {
  if (least === most) return `exactly ${least}`;
  if (most === Infinity) return `at least ${least}`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}
