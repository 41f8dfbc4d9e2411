/** Output of a machine that ended with `nothingToDo`. */
export const NOTHING_TO_DO = { found_nothing: true } as const;

/** States that each runbook's machine has; those of steps are named after them. */
export const FIXED_STATES = {
  begin: 'Begin',
  done: 'Done',
  nothingToDo: 'Nothing to do',
  failed: 'Failed',
} as const;

/** Names of the states that a step, or a compensation, may have. Steps' own names hold no colon. */
export function statesOf(name: string) {
  return {
    act: name,
    met: `Met: ${name}`,
    noteFailure: `Note the failure: ${name}`,
    plan: `Plan: ${name}`,
    onlyPlanned: `Only planned: ${name}`,
    ask: `Ask: ${name}`,
    confirm: `Confirm: ${name}`,
    askAgain: `Ask again: ${name}`,
    notNeeded: `Not needed: ${name}`,
  } as const;
}
