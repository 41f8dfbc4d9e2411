import { h } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { Frame } from './frame.ts';
import { Marks, type Mark } from './marks.ts';
import { nearest, pathOf, type Line } from './path.ts';
import { rangeOf, scale, shortNumber, type Range } from './scale.ts';
import { HEIGHT, PLOT, WIDTH } from './size.ts';
import { useInView, useTurn } from './use-turn.ts';

interface Props {
  readonly name: string;
  readonly line: Line;
  readonly marks: readonly Mark[];
}

/** One metric over the steps, with what happened on the way. */
export function LineChart({ name, line, marks }: Props) {
  const figure = useRef<HTMLElement>(null);
  const isSeen = useInView(figure);
  const drawn = useTurn(isSeen, () => draw(line), [line]);
  const [pointed, setPointed] = useState<number>();
  const index = drawn && pointed !== undefined ? nearest(line.steps, drawn.back(pointed)) : undefined;
  const onPoint = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    setPointed(((event.clientX - left) / width) * WIDTH);
  };
  return h(
    'figure',
    { ref: figure, class: 'chart' },
    h('figcaption', {}, h('strong', {}, name), h('span', { class: 'faint' }, ` ${readOut(line, index)}`)),
    h(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: 'img',
        'aria-label': useMemo(() => describe(name, line, marks), [name, line, marks]),
        onPointerMove: onPoint,
        onPointerLeave: () => {
          setPointed(undefined);
        },
      },
      // What is out of sight is not kept: each of hundreds would be compared whenever anything changes.
      isSeen &&
        drawn && [
          h(Frame, { ranges: drawn.ranges, scales: drawn }),
          h(Marks, { marks, x: drawn.x, steps: drawn.ranges.x }),
          h('path', { class: 'line', d: drawn.path }),
          index !== undefined &&
            h('path', {
              class: 'pointer',
              d: `M${drawn.x(line.steps[index] ?? 0)} ${PLOT.top}V${PLOT.bottom}`,
            }),
        ],
    ),
  );
}

function draw(line: Line) {
  const { steps, values } = line;
  const ranges = { x: [steps[0] ?? 0, steps.at(-1) ?? 1] as Range, y: padded(rangeOf(values) ?? [0, 1]) };
  const scales = { x: scale(ranges.x, [PLOT.left, PLOT.right]), y: scale(ranges.y, [PLOT.bottom, PLOT.top]) };
  return { ...scales, ranges, path: pathOf(line, scales), back: scale([PLOT.left, PLOT.right], ranges.x) };
}

/** A flat line lies in the middle, and no extreme on the frame. */
function padded([least, most]: Range): Range {
  const more = (most - least) * 0.05 || Math.abs(most) * 0.1 || 1;
  return [least - more, most + more];
}

function readOut({ steps, values }: Line, index = values.findLastIndex((value) => value !== null)): string {
  const value = values[index];
  return value === null || value === undefined
    ? 'no value'
    : `${shortNumber(value)} at step ${steps[index] ?? ''}`;
}

/** What somebody needs to know who does not see it. */
function describe(name: string, line: Line, marks: readonly Mark[]): string {
  const range = rangeOf(line.values);
  if (!range) return `${name}: no values`;
  const [least, most] = range.map(shortNumber);
  const kinds = Map.groupBy(marks, ({ kind }) => kind);
  const marked = [...kinds].map(([kind, these]) => `${these.length} ${kind}${these.length === 1 ? '' : 's'}`);
  return [`${name}: ${readOut(line)}, between ${least ?? ''} and ${most ?? ''}`, ...marked].join(', ');
}
