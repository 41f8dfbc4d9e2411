import { readableCause } from './error-cause.ts';
import type { StepRecord } from './ports.ts';

/** An event of an execution's history, as far as it tells of steps. */
export interface HistoryEvent {
  /** As Step Functions calls it: `TaskStateEntered`, `LambdaFunctionFailed`... */
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly name?: string;
  /** What the runbook's step was given. */
  readonly inputs?: unknown;
  /** JSON. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

type Mutable = { -readonly [Key in keyof StepRecord]: StepRecord[Key] };

const ENDINGS: Readonly<Record<string, StepRecord['status']>> = {
  ExecutionFailed: 'failed',
  ExecutionTimedOut: 'failed',
  ExecutionAborted: 'aborted',
};

/**
 * What each task did, in the order of their states. Of what it was called with only the inputs of the step are known: the
 * rest holds task tokens.
 * A machine of ours does one thing at a time, so an event without a name belongs to the state that was entered last.
 */
export function stepsOf(events: readonly HistoryEvent[]): readonly StepRecord[] {
  const steps: Mutable[] = [];
  for (const event of events) {
    const current = steps.at(-1);
    if (event.type === 'TaskStateEntered')
      steps.push({ name: event.name ?? '', status: 'running', startedAt: event.at });
    else if (current?.status === 'running') tell(current, event);
  }
  return steps;
}

function tell(step: Mutable, { type, at, inputs, output, error, cause }: HistoryEvent): void {
  if (inputs !== undefined) step.input = inputs;
  const ending = ENDINGS[type];
  if (type === 'TaskStateExited') {
    step.status = step.error === undefined ? 'succeeded' : 'failed';
    step.endedAt = at;
  } else if (type === 'TaskSucceeded') {
    delete step.error;
    delete step.cause;
    step.output = answerIn(output);
  } else if (ending) {
    step.status = ending;
    step.endedAt = at;
    if (error !== undefined) step.error ??= error;
  } else if (error !== undefined || /(Failed|TimedOut)$/.test(type)) {
    step.error = error ?? type;
    if (cause === undefined) delete step.cause;
    else step.cause = readableCause(cause);
  }
}

/** Lambda's answer is the payload among what the service says of the call. */
function answerIn(output: string | undefined): unknown {
  const whole = parsed(output);
  return typeof whole === 'object' && whole !== null && 'Payload' in whole ? whole.Payload : whole;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
