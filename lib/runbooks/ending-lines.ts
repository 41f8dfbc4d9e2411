import type { ExecutionItem } from '../contracts/execution-item.ts';
import type { TimelineKind, TimelineLine } from '../contracts/incident-item.ts';
import { commandsFor, type Trouble } from '../contracts/offered-command.ts';
import { derivedUlid } from '../shared/derived-id.ts';

type Ended = ExecutionItem & { readonly incident_id: string };

/** What the incident says of an ending: how it was, who is needed, and what was left behind. */
export function endingLines(execution: Ended, troubles: readonly Trouble[]): readonly TimelineLine[] {
  const { runbook, input, incident_id } = execution;
  const isFailure = execution.status === 'failed' || execution.status === 'timed_out';
  const again: Trouble = { kind: 'execution_failed', runbook, input };
  return [
    line(execution, { place: 0, kind: isFailure ? 'failed' : 'ended', text: howItEnded(execution) }),
    ...(isFailure
      ? [
          {
            ...line(execution, { place: 1, kind: 'escalated', text: ESCALATED }),
            notify: 'escalated' as const,
            offers: [...commandsFor(again, incident_id)],
          },
        ]
      : []),
    ...troubles.map((trouble, index) => ({
      ...line(execution, { place: 2 + index, kind: 'warning', text: describe(trouble) }),
      notify: 'warning' as const,
      offers: [...commandsFor(trouble, incident_id)],
    })),
  ];
}

const ESCALATED =
  'A person is needed: what this runbook is for was not done. Its page in the console says what to do by hand.';

function line(
  { execution_id, ended_at: at = 0 }: ExecutionItem,
  { place, kind, text }: { readonly place: number; readonly kind: TimelineKind; readonly text: string },
): TimelineLine {
  // Of one moment, and read one after the other.
  const id = derivedUlid(at + place, 'ended', execution_id, String(place));
  return { id, at, kind, text, actor: 'artisan', execution_id };
}

function howItEnded(execution: ExecutionItem): string {
  const { execution_id: id, runbook, status, error, cause, stop, found_nothing = false } = execution;
  const because = [error, cause].filter(Boolean).join(': ');
  const why = because === '' ? '' : `: ${because}`;
  if (status === 'succeeded')
    return `Execution ${id} of ${runbook} has ended${found_nothing ? ': it found nothing to do' : ''}`;
  if (status === 'timed_out') return `Execution ${id} of ${runbook} took longer than it may${why}`;
  if (status === 'failed') return `Execution ${id} of ${runbook} has failed${why}`;
  return stop
    ? `Execution ${id} of ${runbook} was stopped by ${stop.by}: ${stop.reason}`
    : `Execution ${id} of ${runbook} was stopped from outside${why}`;
}

function describe(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'run_left_paused':
      return `The run ${trouble.run_id} is left paused: a person has to resume or stop it`;
    case 'mode_downshifted':
      return `The sessions of ${trouble.mode} are sent to ${trouble.to}: a person restores them once its models are well`;
    case 'breaker_forced':
      return `The breaker of ${trouble.model} is forced open: a person lets it decide again once ${trouble.model} is well`;
    case 'cut_off':
      return `${trouble.runbook} was cut off and has taken nothing back. If this was done, a person takes it back, or starts the runbook again: ${trouble.steps.join('; ')}`;
    case 'execution_failed':
      return `${trouble.runbook} was not carried out`;
  }
}
