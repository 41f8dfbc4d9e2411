import { h } from 'preact';
import type { Scales } from './path.ts';
import { shortNumber, ticks, type Range } from './scale.ts';
import { PLOT } from './size.ts';

interface Props {
  readonly ranges: { readonly x: Range; readonly y: Range };
  readonly scales: Scales;
}

/** Lines at round numbers. */
export function Frame({ ranges, scales: { x, y } }: Props) {
  const { left, right, bottom } = PLOT;
  return h(
    'g',
    { class: 'frame' },
    ...ticks(ranges.y, 4).map((value) => [
      h('path', { d: `M${left} ${y(value)}H${right}` }),
      h('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, shortNumber(value)),
    ]),
    ...ticks(ranges.x, 4).map((step) =>
      h('text', { x: x(step), y: bottom + 18, 'text-anchor': 'middle' }, step.toLocaleString('en')),
    ),
  );
}
