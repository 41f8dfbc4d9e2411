import type { MetricsBatch } from '../contracts/metrics-batch.ts';
import type { RunItem } from '../contracts/run-item.ts';
import { furthestStep } from '../contracts/run-values.ts';
import { actOnFindings } from './automatic-actions.ts';
import { changeRun, type Plan, type RunChanger } from './change-run.ts';
import { encodeState } from './codec.ts';
import { onMetrics, type Stamp } from './directives.ts';
import { batchFigures, type BatchFigures } from './batch-figures.ts';
import type { Finding } from './finding.ts';
import { withFindings } from './findings-kept.ts';
import { ingest, type Ingested } from './ingest.ts';
import { withLatest } from './latest.ts';
import type { RollbackTargets, RunEvent, RunPublisher, RunSeries } from './ports.ts';
import {
  OlderAttemptError,
  RunEndedError,
  StepBeyondRunError,
  UnknownAttemptError,
} from './run-state-errors.ts';
import { scheduleAt, type Schedule } from './schedule.ts';
import { chunkOf } from './series-chunk.ts';
import { callOf, eventsOf, type BatchResult } from './run-events.ts';
import { stateOf, type WindowsReader } from './windows.ts';

export interface MetricsDependencies extends RunChanger, WindowsReader {
  readonly series: RunSeries;
  readonly targets: RollbackTargets;
  readonly publish: RunPublisher;
  /** Told when the line of the list could not be brought up to date: the next batch will try again. */
  readonly onStaleList: (error: unknown) => void;
}

export interface MetricsPosted extends Pick<
  Ingested,
  'accepted' | 'duplicates' | 'normalizer' | 'normalized'
> {
  readonly run: RunItem;
  /** For the next step. */
  readonly schedule: Schedule;
  readonly findings: readonly Finding[];
  /** For whoever watches the stage. Absent when no step of the batch was taken. */
  readonly figures?: BatchFigures;
}

/** How old a line of the list may grow while metrics come: it costs a write unit each time it is renewed. */
const LIST_AGE_MS = 10_000;

/**
 * Takes a batch of metrics. The raw series is stored first, then the run under its version: after a crash between the
 * two the batch is stored and not counted, and when it is sent again it is the same object, counted once.
 * @throws OlderAttemptError after a rollback, UnknownAttemptError, StepBeyondRunError, RunEndedError, RunNotFoundError,
 * StoreError
 */
export async function postMetrics(
  deps: MetricsDependencies,
  runId: string,
  { attempt, batch }: { readonly attempt: number; readonly batch: MetricsBatch },
): Promise<MetricsPosted> {
  let stored: Promise<void> | undefined;
  let called: RunEvent | undefined;
  const { run, result } = await changeRun(deps, runId, async (current, stamp) => {
    checkAttempt(current, attempt);
    checkSteps(current, batch);
    stored ??= deps.series.append(runId, chunkOf(attempt, batch));
    // Awaited below; a failure before that must not end the process as an unhandled rejection.
    stored.catch(() => undefined);
    const plan = await planBatch(deps, current, { batch, stamp });
    await stored;
    // Once a request, however often others are faster.
    const call = callOf(plan.result);
    if (call && !called) deps.publish(call);
    called ??= call;
    return plan;
  });
  const { config } = deps;
  const { ingested } = result;
  const { accepted, duplicates, normalizer, normalized, findings } = { ...ingested, ...result };
  const figures = accepted > 0 ? batchFigures({ run, batch, ingested, config }) : undefined;
  for (const event of eventsOf(result, figures?.figures)) deps.publish(event);
  await refreshList(deps, run);
  const schedule = scheduleAt((run.last_step ?? -1) + 1, config.ppo_schedule, run);
  return {
    ...{ run, accepted, duplicates, normalizer, normalized, findings, schedule },
    ...(figures && { figures }),
  };
}

async function planBatch(
  deps: MetricsDependencies,
  before: RunItem,
  { batch, stamp }: { readonly batch: MetricsBatch; readonly stamp: Stamp },
): Promise<Plan<BatchResult>> {
  const { config } = deps;
  const state = stateOf(before, deps);
  const ingested = ingest(state, batch, { config, overrides: before.overrides, now: stamp.at });
  if (ingested.state === state) {
    return { run: before, result: { batch, ingested, findings: [], action: 'none' } };
  }
  const taken: RunItem = {
    ...onMetrics(before, stamp),
    last_step: ingested.state.lastStep,
    metrics_at: stamp.at,
    latest: withLatest(before.latest, ingested.latest),
    sums: ingested.sums,
    windows: encodeState(ingested.state),
    ...(isListDue(before, stamp.at) && { listed_at: stamp.at }),
  };
  const reaction = await actOnFindings(deps, taken, { findings: ingested.findings, stamp });
  const { run, requires, findings, action } = reaction;
  return {
    run: withFindings(run, findings, { attempt: before.attempt, at: stamp.at }),
    ...(requires && { requires }),
    result: { batch, ingested, findings, action },
  };
}

function checkAttempt(run: RunItem, attempt: number): void {
  if (attempt < run.attempt) throw new OlderAttemptError(run, attempt);
  if (attempt > run.attempt) throw new UnknownAttemptError(attempt, run.attempt);
  if (run.status === 'finished' || run.status === 'stopped') throw new RunEndedError(run);
}

/** Steps count in their order: one of another unit would make duplicates of all that come after it. */
function checkSteps({ total_steps }: RunItem, { steps }: MetricsBatch): void {
  if (total_steps === undefined) return;
  const furthest = furthestStep(total_steps);
  const last = steps.reduce((one, other) => Math.max(one, other), 0);
  if (last > furthest) throw new StepBeyondRunError(last, { furthest, totalSteps: total_steps });
}

const isListDue = ({ listed_at }: RunItem, now: number): boolean => now - listed_at >= LIST_AGE_MS;

/** Whoever wrote that the list is due brings it up to date; a list out of reach is no reason to refuse metrics. */
async function refreshList({ store, onStaleList }: MetricsDependencies, run: RunItem) {
  if (run.listed_at !== run.metrics_at) return;
  try {
    await store.refreshSummary(run);
  } catch (error) {
    onStaleList(error);
  }
}
