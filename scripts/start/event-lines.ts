import { launchTimeText } from '../../rehearsal/launch/launch-time.ts';
import type { LaunchEvent } from '../../rehearsal/events/launch-event.ts';

/** Of what befalls single requests, of which there are thousands, no more than these are told. */
const MOST_OF_A_KIND = 10;
const OF_REQUESTS: readonly LaunchEvent['event'][] = [
  'selection_failed',
  'session_moved',
  'outcome_rejected',
];
const WIDEST = 160;

/** Tells of events as they happen, a line each. */
export function createEventLines(write: (text: string) => void): (event: LaunchEvent) => void {
  const told = new Map<string, number>();
  return ({ event, of, as, launchMs, text }) => {
    const kind = `${event}/${of}/${as}`;
    const times = (told.get(kind) ?? 0) + 1;
    told.set(kind, times);
    const isLast = OF_REQUESTS.includes(event) && times === MOST_OF_A_KIND;
    if (OF_REQUESTS.includes(event) && times > MOST_OF_A_KIND) return;
    const line = `  ${launchTimeText(launchMs)}  ${event.replaceAll('_', ' ').padEnd(16)}  ${oneLine(text)}`;
    write(isLast ? `${line} (more of these are not told)\n` : `${line}\n`);
  };
}

function oneLine(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length <= WIDEST ? flat : `${flat.slice(0, WIDEST - 1)}…`;
}
