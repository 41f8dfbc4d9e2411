import { chartQuery } from '../../lib/contracts/chart.ts';
import type { ChartAnswer } from '../../lib/contracts/answers/runs.ts';
import type { RunItem } from '../../lib/contracts/run-item.ts';
import { readRun } from '../../lib/training/change-run.ts';
import { chartOf, type Chart } from '../../lib/training/chart.ts';
import type { RunSeriesReader, RunStore } from '../../lib/training/ports.ts';
import { ProblemError } from '../shared/problem.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { runOf } from '../shared/runs/run-path.ts';

export interface ChartsDependencies {
  readonly runs: Pick<RunStore, 'read'>;
  readonly series: RunSeriesReader;
}

/** GET /v1/runs/{run}/metrics?from=&to=&max_points= */
export function chartRoutes({ runs, series }: ChartsDependencies) {
  return {
    'GET /v1/runs/{run}/metrics': route({
      roles: ['viewer', 'operator', 'approver'],
      query: chartQuery,
      handle: async ({ path, query: { from, to = Infinity, max_points: maxPoints } }) => {
        if (from > to)
          throw new ProblemError(
            'invalid_request',
            `from: got ${from}, allowed is at most to, which is ${to}`,
          );
        const run = await readRun(runs, runOf(path));
        return resource(toAnswer(run, await chartOf(series, run, { from, to, maxPoints })));
      },
    }),
  };
}

function toAnswer({ run_id, attempt }: RunItem, { steps, columns, nextFrom }: Chart): ChartAnswer {
  return { run_id, attempt, steps, columns, ...(nextFrom !== undefined && { next_from: nextFrom }) };
}
