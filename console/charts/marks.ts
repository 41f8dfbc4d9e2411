import { h } from 'preact';
import { PLOT } from './size.ts';
import type { Range } from './scale.ts';

export interface Mark {
  readonly kind: 'finding' | 'checkpoint' | 'rollback';
  readonly step: number;
  /** Shown on pointing at it. */
  readonly says: string;
}

interface Props {
  readonly marks: readonly Mark[];
  readonly x: (step: number) => number;
  /** Those that the chart shows. */
  readonly steps: Range;
}

/** What happened at a step: a finding from top to bottom, a rollback dashed, a checkpoint as a notch below. */
export function Marks({ marks, x, steps: [from, to] }: Props) {
  const shown = marks.filter(({ step }) => step >= from && step <= to);
  return h(
    'g',
    { class: 'marks' },
    ...shown.map(({ kind, step, says }) =>
      h('path', { class: kind, d: shapeOf(kind, x(step)) }, h('title', {}, says)),
    ),
  );
}

function shapeOf(kind: Mark['kind'], at: number): string {
  const { top, bottom } = PLOT;
  if (kind === 'checkpoint') return `M${at} ${bottom - 6}V${bottom}`;
  if (kind === 'rollback') return `M${at} ${top}V${bottom}`;
  return `M${at} ${bottom}V${top}M${at - 5} ${top - 10}h10L${at} ${top}Z`;
}
