import type { ChartAnswer } from '../../lib/contracts/answers/runs.ts';

/** The series of a run, as far as they were read. */
export type WholeChart = Pick<ChartAnswer, 'steps' | 'columns'>;

/** @param parts by step, each beginning after the one before it */
export function joined(parts: readonly ChartAnswer[]): WholeChart {
  const names = new Set(parts.flatMap(({ columns }) => Object.keys(columns)));
  const columnOf = (name: string) =>
    parts.flatMap(({ steps, columns }) => columns[name] ?? steps.map(() => null));
  return {
    steps: parts.flatMap(({ steps }) => steps),
    columns: Object.fromEntries([...names].map((name) => [name, columnOf(name)])),
  };
}
