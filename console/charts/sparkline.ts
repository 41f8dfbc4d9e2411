import { h } from 'preact';
import { useRef } from 'preact/hooks';
import { RESOURCES } from '../api/resources.ts';
import { useLive } from '../live/use-live.ts';
import { pathOf, type Line } from './path.ts';
import { rangeOf, scale } from './scale.ts';
import { useInView, useTurn } from './use-turn.ts';

const SIZE = { width: 120, height: 28 } as const;
/** The fewest that the API takes. */
const POINTS = 100;
const NOTHING: Line = { steps: [], values: [] };

/** A metric of a run, so small that a list has one a row. It is read once it can be seen. */
export function Sparkline({ run, metric }: { readonly run: string; readonly metric: string }) {
  const place = useRef<HTMLSpanElement>(null);
  const isSeen = useInView(place);
  const { body } = useLive(isSeen ? RESOURCES.chart(run, POINTS) : undefined);
  const values = body?.columns[metric];
  const line = body && values ? { steps: body.steps, values } : NOTHING;
  const path = useTurn(isSeen, () => sparkPath(line), [body]);
  const { width, height } = SIZE;
  return h(
    'span',
    { ref: place, class: 'spark' },
    h(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${metric} of ${run}` },
      h('path', { class: 'line', d: path ?? '' }),
    ),
  );
}

function sparkPath(line: Line): string {
  const { width, height } = SIZE;
  const y = scale(rangeOf(line.values) ?? [0, 1], [height - 2, 2]);
  return pathOf(line, { x: scale([line.steps[0] ?? 0, line.steps.at(-1) ?? 1], [0, width]), y });
}
