import type { ExecutionTrigger } from '../contracts/runbook-execution.ts';
import type { Runbook } from '../contracts/runbook.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import type { Candidate } from './admission.ts';
import type { RunawayMark } from './ports.ts';
import { resourceOf } from './resource.ts';

/** An alarm of ours that has gone into ALARM. */
export interface AlarmChange {
  /** Name in the table of alarms, without the stage. */
  readonly alarm: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

type Trigger = Runbook['triggers'][number];

/**
 * What the alarm asks for by itself. Ids follow from the alarm and the time of its change: each delivery of the event
 * makes the same ones.
 */
export function candidatesOfAlarm(
  runbooks: readonly Runbook[],
  { alarm, at }: AlarmChange,
): readonly Candidate[] {
  const isAsked = (trigger: Trigger) => trigger.alarm === alarm && trigger.for_each === undefined;
  return runbooks.flatMap((runbook) =>
    runbook.triggers.filter(isAsked).map(({ input = {} }) => {
      const resource = resourceOf(runbook, input);
      const trigger: ExecutionTrigger = { kind: 'alarm', by: alarm, at: iso(at) };
      return candidate(runbook, {
        execution_id: derivedUlid(at, 'alarm', alarm, runbook.id, resource),
        resource,
        trigger,
        input,
      });
    }),
  );
}

/** Whether the alarm asks for runs that are marked. */
export function asksForMarks(runbooks: readonly Runbook[], alarm: string): boolean {
  return runbooks.some(({ triggers }) => triggers.some((one) => one.alarm === alarm && one.for_each));
}

/** What the marks of runs ask for, whoever comes upon them: ids follow from the mark. */
export function candidatesOfMarks(
  runbooks: readonly Runbook[],
  marks: readonly RunawayMark[],
): readonly Candidate[] {
  const interested = runbooks.filter(({ triggers }) => triggers.some((one) => one.for_each === 'marked_run'));
  return interested.flatMap((runbook) =>
    marks.map(({ run_id, attempt, step, at, detail }) => {
      const input = { run_id };
      return candidate(runbook, {
        execution_id: derivedUlid(at, 'mark', runbook.id, run_id, String(attempt), String(step)),
        resource: resourceOf(runbook, input),
        trigger: { kind: 'mark', by: `mark of run ${run_id}`, at: iso(at), detail },
        input,
      });
    }),
  );
}

function candidate(
  { id }: Runbook,
  of: Pick<Candidate, 'execution_id' | 'resource' | 'trigger' | 'input'>,
): Candidate {
  return { runbook: id, mode: 'live', ...of };
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
