import type { InferOutput } from 'valibot';
import type { entropySchedule, Expectations } from '../../lib/contracts/observability-config.ts';
import { reportQuery } from '../../lib/contracts/report.ts';
import type { ChecklistAnswer, ReportAnswer, ReportLine } from '../../lib/contracts/answers/reports.ts';
import type { TrafficConfig } from '../../lib/contracts/traffic-config.ts';
import { splitOverTime } from '../../lib/observability/report/charts.ts';
import { checklistOf } from '../../lib/observability/report/checklist.ts';
import type { ServingFigures, ServingFiguresSource } from '../../lib/observability/report/figures.ts';
import { statusOf } from '../../lib/observability/report/line.ts';
import { reportOf, type ReportFigures } from '../../lib/observability/report/report.ts';
import { spanOf } from '../../lib/observability/report/span.ts';
import type { AlarmStateSource, SnapshotSource } from '../../lib/observability/snapshot.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import { assess } from '../../lib/traffic/distribution.ts';
import { weightsLabel, type TrafficSettings } from '../../lib/traffic/settings.ts';
import { readRun } from '../../lib/training/change-run.ts';
import type { RunSeriesReader, RunStore } from '../../lib/training/ports.ts';
import { route } from '../shared/route.ts';
import { runOf } from '../shared/runs/run-path.ts';
import { entropyChart, runFigures } from './run-figures.ts';

export interface ReportDependencies {
  readonly stage: string;
  readonly expectations: Expectations;
  readonly entropy: InferOutput<typeof entropySchedule>;
  readonly policy: TrafficConfig['distribution'];
  readonly snapshots: SnapshotSource;
  readonly alarms: AlarmStateSource;
  readonly serving: ServingFiguresSource;
  /** Weights in force. */
  readonly settings: () => Promise<TrafficSettings>;
  readonly runs: Pick<RunStore, 'read'>;
  readonly series: RunSeriesReader;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const READERS = ['viewer', 'operator', 'approver'] as const;
const NO_STORE = { 'cache-control': 'no-store' };

/** Is the launch going as it should? GET /v1/checklist says it of now, GET /v1/report of the time since. */
export function reportRoutes(deps: ReportDependencies) {
  return {
    'GET /v1/checklist': route({
      roles: READERS,
      handle: async () => ({ status: 200, headers: NO_STORE, body: await checklist(deps) }),
    }),
    'GET /v1/report': route({
      roles: READERS,
      query: reportQuery,
      handle: async ({ query: { window, run } }) => {
        const runId = run === undefined ? undefined : runOf({ run });
        return { status: 200, headers: NO_STORE, body: await report(deps, window, runId) };
      },
    }),
  };
}

async function checklist(deps: ReportDependencies): Promise<ChecklistAnswer> {
  const [snapshot, alarms] = await Promise.all([
    deps.snapshots.read(),
    deps.alarms.read().catch((error: unknown) => {
      deps.onError(error);
      return undefined;
    }),
  ]);
  const lines = checklistOf({ snapshot, alarms }, deps.expectations);
  return answerOf(deps, lines, snapshot.training?.runId);
}

async function report(deps: ReportDependencies, windowMs: number, runId?: string): Promise<ReportAnswer> {
  const [settings, snapshot] = await Promise.all([deps.settings(), deps.snapshots.read()]);
  const span = spanOf(windowMs, deps.clock.now());
  const modes = Object.keys(settings.weights);
  const about = { modes, weightsLabel: weightsLabel(settings) };
  const wanted = runId ?? snapshot.training?.runId;
  const [serving, run] = await Promise.all([
    deps.serving.read(span, about),
    wanted === undefined ? undefined : readRun(deps.runs, wanted),
  ]);
  const figures: ReportFigures = {
    ...splitOf(deps, settings, serving),
    modes,
    serving,
    run: run?.last_step === undefined ? undefined : await runFigures(run, deps),
    snapshot,
  };
  return {
    ...answerOf(deps, reportOf(figures, deps.expectations), run?.run_id),
    from: new Date(span.from).toISOString(),
    window_seconds: windowMs / 1_000,
    charts: {
      split: splitOverTime(serving.assigned, span),
      entropy: entropyChart(run, deps.entropy),
    },
  };
}

function splitOf(
  { policy }: ReportDependencies,
  { weights }: TrafficSettings,
  { assigned }: ServingFigures,
): Pick<ReportFigures, 'split' | 'samples'> {
  const counts = Object.fromEntries(
    Object.entries(assigned).map(([mode, points]) => [
      mode,
      points.reduce((sum, { count }) => sum + count, 0),
    ]),
  );
  const { samples, status, modes } = assess(
    weights,
    { assigned: counts, served: {}, downshifted: {} },
    policy,
  );
  return { samples, split: status === 'insufficient_data' ? undefined : modes };
}

function answerOf(
  { stage, clock }: ReportDependencies,
  lines: readonly ReportLine[],
  runId: string | undefined,
): ChecklistAnswer {
  return {
    stage,
    at: new Date(clock.now()).toISOString(),
    status: statusOf(lines),
    ...(runId !== undefined && { run_id: runId }),
    lines,
  };
}
