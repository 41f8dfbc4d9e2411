import { METRICS } from '../../lib/contracts/metrics.ts';
import type { OutcomesAnswer } from '../../lib/contracts/answers/outcomes.ts';
import { MAX_VALUES, type MetricPoint } from '../../lib/shared/emf.ts';
import { isFailure, type Outcome } from '../../lib/outcomes/outcome.ts';

type Points = readonly MetricPoint[];

/** What is counted of one batch, a list for each line of metrics: a line has one value of a dimension. */
export function pointsOf(outcomes: readonly Outcome[], { rejected }: OutcomesAnswer): readonly Points[] {
  const byMode = Map.groupBy(outcomes, ({ mode }) => mode);
  // Which of several models answered is not known unless the caller named it.
  const named = outcomes.filter(({ models }) => models.length === 1);
  const byModel = Map.groupBy(named, ({ models: [model = ''] }) => model);
  return [
    ...[...byMode].flatMap(([mode, some]) => linesOf(some, { Mode: mode })),
    ...[...byModel].flatMap(([model, some]) => linesOf(some, { Model: model })),
    ...(rejected.length > 0 ? [[{ name: METRICS.rejectedOutcomes, value: rejected.length }]] : []),
  ];
}

/** A value for each outcome that was not cancelled: the average of the errors is the error rate, its sum their number. */
function linesOf(outcomes: readonly Outcome[], dimensions: Readonly<Record<string, string>>): Points[] {
  const chunks = chunksOf(outcomes.filter(({ status }) => status !== 'cancelled'));
  const [first = [], ...more] = chunks.map((some) => [
    { name: METRICS.outcomeErrors, dimensions, value: some.map(({ status }) => Number(isFailure(status))) },
    {
      name: METRICS.outcomeLatency,
      unit: 'Milliseconds' as const,
      dimensions,
      value: some.map(({ latencyMs }) => latencyMs),
    },
  ]);
  return [[{ name: METRICS.outcomes, value: outcomes.length, dimensions }, ...first], ...more];
}

function chunksOf(outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] {
  const count = Math.ceil(outcomes.length / MAX_VALUES);
  return Array.from({ length: count }, (_, i) => outcomes.slice(i * MAX_VALUES, (i + 1) * MAX_VALUES));
}
