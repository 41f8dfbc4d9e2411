import type { ExecutionAnswer, RunbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { isOpen } from './states.ts';

const sentence = (names: readonly string[]): string => names.join(', then ');

/** What comes next, in sentences. */
export function nextOf(
  { steps }: Pick<RunbookAnswer, 'steps'>,
  execution: Pick<ExecutionAnswer, 'status' | 'steps' | 'mode'>,
): readonly string[] {
  const current = execution.steps.at(-1)?.name.replace(/^[\w ]+: /, '');
  const index = steps.findIndex(({ name }) => name === current);
  const later = steps.slice(index + 1).map(({ name }) => name);
  const then = later.length === 0 ? ['It is the last step.'] : [`Then: ${sentence(later)}.`];
  if (execution.status === 'waiting_approval')
    return [
      `A person is asked about “${current ?? ''}”. Nothing of it is done before an approver says yes.`,
      ...then,
    ];
  if (isOpen(execution)) return [`It is at “${current ?? 'its beginning'}”.`, ...then];
  if (execution.status === 'succeeded')
    return [
      execution.mode === 'live'
        ? 'It is done. Its incident says whether it is resolved or waits for a person.'
        : 'It only planned: nothing was changed.',
    ];
  return [
    'Nothing more happens by itself. Its incident offers what can be done now, and the runbook says how a person recovers by hand.',
  ];
}
