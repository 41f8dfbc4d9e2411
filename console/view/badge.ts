import { h } from 'preact';

export type Tone = 'good' | 'bad' | 'busy' | 'ask' | 'none';

/** By shape as well as by colour. */
const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✕', busy: '◐', ask: '?', none: '–' };

const TONES: Readonly<Record<string, Tone>> = {
  pass: 'good',
  ok: 'good',
  succeeded: 'good',
  approved: 'good',
  resolved: 'good',
  closed: 'good',
  finished: 'good',
  complete: 'good',
  planned: 'good',
  committed: 'good',
  fail: 'bad',
  failed: 'bad',
  timed_out: 'bad',
  aborted: 'bad',
  rejected: 'bad',
  expired: 'bad',
  refused: 'bad',
  deviating: 'bad',
  open: 'bad',
  forced_open: 'bad',
  stopped: 'bad',
  missing: 'bad',
  not_ended: 'bad',
  no_subject: 'ask',
  running: 'busy',
  waiting: 'busy',
  half_open: 'busy',
  forced_closed: 'ask',
  pausing: 'busy',
  resuming: 'busy',
  stopping: 'busy',
  paused: 'ask',
  pending: 'ask',
  waiting_approval: 'ask',
  asking: 'ask',
};

export const toneOf = (status: string): Tone => TONES[status] ?? 'none';

export const wordsOf = (status: string): string => status.replaceAll('_', ' ');

/** A status, as people read it. */
export function Badge({ status, tone = toneOf(status) }: { readonly status: string; readonly tone?: Tone }) {
  return h(
    'span',
    { class: `badge ${tone}` },
    h('span', { 'aria-hidden': 'true' }, SIGNS[tone]),
    ` ${wordsOf(status)}`,
  );
}
