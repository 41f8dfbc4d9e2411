import { METRICS } from '../../lib/contracts/metrics.ts';
import type { OutcomesAnswer } from '../../lib/contracts/outcomes.ts';
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

function linesOf(outcomes: readonly Outcome[], dimensions: Readonly<Record<string, string>>): Points[] {
  const errors = outcomes.filter(({ status }) => isFailure(status)).length;
  const latencies = outcomes.flatMap(({ status, latencyMs }) => (status === 'cancelled' ? [] : [latencyMs]));
  const [first, ...more] = chunksOf(latencies).map((value) => ({
    name: METRICS.outcomeLatency,
    value,
    unit: 'Milliseconds' as const,
    dimensions,
  }));
  const counts = [
    { name: METRICS.outcomes, value: outcomes.length, dimensions },
    { name: METRICS.outcomeErrors, value: errors, dimensions },
  ];
  return [first ? [...counts, first] : counts, ...more.map((point) => [point])];
}

function chunksOf(values: readonly number[]): readonly (readonly number[])[] {
  const count = Math.ceil(values.length / MAX_VALUES);
  return Array.from({ length: count }, (_, i) => values.slice(i * MAX_VALUES, (i + 1) * MAX_VALUES));
}
