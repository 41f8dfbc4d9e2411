const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** `3 min`, `2 h`, `45 s`: the largest unit that is reached, and below ten of it the next one, too. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const index = UNITS.findIndex(([, length]) => seconds >= length);
  const [unit, length] = UNITS[index] ?? ['s', 1];
  const whole = Math.floor(seconds / length);
  const rest = seconds - whole * length;
  const [below, part] = UNITS[index + 1] ?? ['s', 1];
  const more = Math.floor(rest / part);
  return index === -1 || whole >= 10 || more === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${more} ${below}`;
}

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
