import type { DrilledRunbook, DrillItem } from '../../contracts/drill-item.ts';
import type { DrillsConfig } from '../../contracts/drills-config.ts';
import type { ExecutionItem } from '../../contracts/execution-item.ts';
import type { Runbook } from '../../contracts/runbook.ts';
import { dispatch } from '../dispatch.ts';
import { attemptEach } from '../each.ts';
import { hasEnded } from '../end.ts';
import type { ExecutionHistory } from '../ports.ts';
import { resourceOf } from '../resource.ts';
import type { StartDependencies } from '../start.ts';
import type { DrillStore, Readiness } from './ports.ts';
import { gapsIn, reportOf } from './report.ts';

export interface DrillWatchDependencies extends Omit<StartDependencies, 'config'> {
  readonly config: StartDependencies['config'];
  readonly drills: DrillStore;
  readonly history: ExecutionHistory;
  readonly readiness: Readiness;
  readonly drillsConfig: DrillsConfig;
}

export interface DrillsWatched {
  /** One that is complete since this look. */
  readonly completed?: DrillItem;
  /** Whether the newest complete drill is too long ago. */
  readonly isOverdue: boolean;
}

/**
 * Brings the drill that runs on: starts what has not been started, and reports when all has ended or time is up.
 * Repeatable, and cut short anywhere it goes on from there.
 */
export async function watchDrills(deps: DrillWatchDependencies): Promise<DrillsWatched> {
  const running = await deps.drills.running();
  const completed = running && (await bringOn(deps, running));
  const now = deps.clock.now();
  const { since, completed_at = since } = await deps.drills.state(now);
  const isOverdue = now - completed_at > deps.drillsConfig.missed_after_ms;
  return { isOverdue, ...(completed && { completed }) };
}

async function bringOn(deps: DrillWatchDependencies, drill: DrillItem): Promise<DrillItem | undefined> {
  const runbooks = await deps.runbooks.all();
  const isLate = deps.clock.now() >= drill.started_at + deps.drillsConfig.complete_within_ms;
  const failures = isLate
    ? []
    : await attemptEach(drill.runbooks, (one) => start(deps, { drill, one, runbooks }));
  const executions = await executionsOf(deps, drill);
  const isOver = drill.runbooks.every(({ execution_id: id }) => {
    const execution = id === undefined ? undefined : executions.get(id);
    return id === undefined || (execution !== undefined && hasEnded(execution));
  });
  if (!isOver && !isLate) {
    if (failures.length > 0) throw failures[0];
    return undefined;
  }
  const reports = await Promise.all(drill.runbooks.map((one) => report(deps, one, { runbooks, executions })));
  const gaps = await deps.readiness.gaps();
  const complete: DrillItem = {
    ...drill,
    status: 'complete',
    ended_at: deps.clock.now(),
    gap_count: gapsIn(reports) + gaps.length,
    runbooks: reports,
    ...(gaps.length > 0 && { gaps: [...gaps] }),
  };
  await deps.drills.complete(complete);
  return complete;
}

interface Wanted {
  readonly drill: DrillItem;
  readonly one: DrilledRunbook;
  readonly runbooks: readonly Runbook[];
}

/** Started already, it is found by its id. */
async function start(deps: DrillWatchDependencies, { drill, one, runbooks }: Wanted): Promise<void> {
  const runbook = runbooks.find(({ id }) => id === one.runbook);
  if (!runbook || one.execution_id === undefined) return;
  const input = inputOf(one);
  await dispatch(deps, {
    execution_id: one.execution_id,
    runbook: runbook.id,
    mode: 'drill',
    resource: resourceOf(runbook, input),
    trigger: { kind: 'drill', by: `drill ${drill.drill_id}`, at: new Date(drill.started_at).toISOString() },
    input,
  });
}

async function executionsOf(
  { executions }: DrillWatchDependencies,
  { runbooks }: DrillItem,
): Promise<ReadonlyMap<string, ExecutionItem>> {
  const ids = runbooks.flatMap(({ execution_id: id }) => (id === undefined ? [] : [id]));
  const read = await Promise.all(ids.map((id) => executions.read(id)));
  return new Map(read.flatMap((one) => (one ? [[one.execution_id, one]] : [])));
}

async function report(
  { history }: DrillWatchDependencies,
  one: DrilledRunbook,
  {
    runbooks,
    executions,
  }: { readonly runbooks: readonly Runbook[]; readonly executions: ReadonlyMap<string, ExecutionItem> },
): Promise<DrilledRunbook> {
  const runbook = runbooks.find(({ id }) => id === one.runbook);
  if (one.execution_id === undefined || !runbook) return one;
  const execution = executions.get(one.execution_id);
  return reportOf(one, { runbook, execution, records: execution ? await history.steps(execution) : [] });
}

function inputOf({ input = '{}' }: DrilledRunbook): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(input);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}
