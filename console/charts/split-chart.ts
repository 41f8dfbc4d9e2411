import { h } from 'preact';
import type { DistributionAnswer } from '../../lib/contracts/answers/traffic.ts';
import { spanText } from '../view/times.ts';
import { bandOf, isWithin } from './band.ts';

const HEIGHT = 30;

const percent = (value: number): string => `${value.toFixed(1)} %`;

/** Each mode's share of the new sessions, on what chance makes of its target. */
export function SplitChart({ distribution }: { readonly distribution: DistributionAnswer }) {
  const { modes, samples, window_seconds } = distribution;
  if (samples === 0)
    return h('p', { class: 'faint' }, `No new session in the last ${spanText(window_seconds * 1_000)}.`);
  return h(
    'div',
    { class: 'split' },
    ...Object.entries(modes).map(([mode, shares]) => h(ModeRow, { key: mode, mode, samples, ...shares })),
    h(
      'p',
      { class: 'faint' },
      `${samples} new sessions. The band is where 999 of 1,000 such samples of a split that holds would lie; the line is the target.`,
    ),
  );
}

interface RowProps {
  readonly mode: string;
  readonly samples: number;
  readonly target: number;
  readonly actual: number;
  readonly alert: boolean;
}

function ModeRow({ mode, samples, target, actual, alert }: RowProps) {
  const band = bandOf(target, samples);
  const isFine = isWithin(band, actual);
  const says = `${mode}: ${percent(actual)}, target ${percent(target)}, ${isFine ? 'within' : 'outside'} ${percent(band.low)} to ${percent(band.high)}`;
  return h(
    'div',
    { class: 'mode' },
    h('span', {}, mode),
    h(
      'svg',
      { viewBox: `0 0 100 ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': says },
      h('rect', { class: 'track', x: 0, y: 0, width: 100, height: HEIGHT }),
      h('rect', { class: 'band', x: band.low, y: 0, width: band.high - band.low, height: HEIGHT }),
      h('rect', { class: isFine ? 'bar' : 'bar off', x: 0, y: 8, width: actual, height: HEIGHT - 16 }),
      h('rect', { class: 'target', x: target - 0.2, y: 0, width: 0.4, height: HEIGHT }),
    ),
    h('span', { class: 'number' }, h('strong', {}, percent(actual)), ` of ${percent(target)}`),
    h(
      'span',
      { class: alert ? 'bad' : 'faint' },
      alert ? 'deviates' : isFine ? 'holds' : 'off, not yet an alarm',
    ),
  );
}
