import { spanText } from '../../functions/approval-page/page/cost.js';

export { spanText };

export function sinceText(time: string, now: number): string {
  const passed = now - Date.parse(time);
  return passed < 5_000 ? 'just now' : `${spanText(passed)} ago`;
}

/** How long something took, or takes. */
export function lastedText(from: string, to: string | undefined, now: number): string {
  return spanText((to === undefined ? now : Date.parse(to)) - Date.parse(from));
}

const CLOCK = new Intl.DateTimeFormat([], { dateStyle: 'short', timeStyle: 'medium' });

/** In the time of whoever looks, to the second. */
export function clockText(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : CLOCK.format(at);
}
