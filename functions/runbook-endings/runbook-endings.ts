import type * as v from 'valibot';
import { executionEvent } from '../../lib/contracts/execution-event.ts';
import { endExecution, type EndDependencies } from '../../lib/runbooks/end.ts';
import type { BackgroundWork } from '../shared/background-function.ts';

/** What the end of a state machine's execution starts, however it came to it. */
export function runbookEndings(
  deps: EndDependencies,
): BackgroundWork<v.InferOutput<typeof executionEvent>, { readonly isOurs: boolean }> {
  return {
    event: executionEvent,
    // Whoever starts a machine by hand, past the dispatcher, has no record: his steps find no lock and do nothing.
    handle: async ({ executionId, outcome }) => ({ isOurs: await endExecution(deps, executionId, outcome) }),
  };
}
