import type { DrilledRunbook, DrillItem } from '../../contracts/drill-item.ts';
import type { Runbook } from '../../contracts/runbook.ts';
import { derivedUlid } from '../../shared/derived-id.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Runbooks } from '../ports.ts';
import type { DrillStore, DrillSubjects } from './ports.ts';
import { subjectOf } from './subject.ts';

export interface StartDrillDependencies {
  readonly drills: Pick<DrillStore, 'begin'>;
  readonly subjects: DrillSubjects;
  readonly runbooks: Runbooks;
  readonly clock: Clock;
}

export interface DrillOrder {
  /** A ULID: the same order is the same drill. */
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  /** Follows from an Idempotency-Key. */
  readonly request?: string;
}

/** Puts a drill on record, with what each runbook is to be drilled with; the watch brings it on. */
export async function startDrill(deps: StartDrillDependencies, order: DrillOrder): Promise<DrillItem> {
  const { id, by, reason, request } = order;
  const runbooks = await deps.runbooks.all();
  return deps.drills.begin({
    drill_id: id,
    ...{ by, reason },
    ...(request !== undefined && { request }),
    status: 'running',
    started_at: deps.clock.now(),
    runbooks: await Promise.all(runbooks.map((runbook) => toDrill(deps, id, runbook))),
  });
}

async function toDrill(
  { subjects, clock }: StartDrillDependencies,
  drill: string,
  runbook: Runbook,
): Promise<DrilledRunbook> {
  const input = await subjectOf(runbook, subjects);
  const nothing = { runbook: runbook.id, steps: [], gaps: [] };
  if (!input) {
    const gap = `No subject: there is nothing to drill it with (it asks for ${Object.keys(runbook.inputs).join(', ')})`;
    return { ...nothing, status: 'no_subject', gaps: [gap] };
  }
  const execution_id = derivedUlid(clock.now(), 'drill', drill, runbook.id);
  return { ...nothing, status: 'waiting', execution_id, input: JSON.stringify(input) };
}
