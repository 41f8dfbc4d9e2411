import type { StatesError } from './states-error.ts';

const TIMEOUTS = ['States.Timeout', 'States.HeartbeatTimeout'];

/** Which no wildcard matches ("Handling errors in Step Functions workflows", error names). */
const TERMINAL = ['States.DataLimitExceeded', 'States.Runtime'];

/** Whether a retrier or catcher with these names takes the error. States.Runtime is never taken. */
export function matchesError(errorEquals: readonly string[], { error, alias }: StatesError): boolean {
  if (error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === 'States.ALL') return error === undefined || !TERMINAL.includes(error);
    if (name === 'States.TaskFailed')
      return error === undefined || ![...TIMEOUTS, ...TERMINAL].includes(error);
    return name === error || name === alias;
  });
}
