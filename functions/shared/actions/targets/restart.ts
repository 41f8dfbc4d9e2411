import type { StepResult } from '../../../../lib/contracts/runbook-step.ts';
import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';
import { look } from './look.ts';
import { applyOperation, asPlan } from './operate.ts';

const OPERATION = { name: 'restart' } as const;

/**
 * Restarts the target. With `unless_well` it is looked at once more right before: between the check that asked for a
 * restart and the person who approved it an hour may have passed, and what is well by then loses all its connections.
 */
export function restart(targets: Targets): BoundAction {
  return action('target.restart', {
    plan: async (_context, { target, unless_well: unlessWell = false }) => {
      const change = await targets.plan(target, OPERATION);
      const { before } = change;
      return {
        ...asPlan(change, OPERATION),
        ...(unlessWell &&
          before?.healthy === true && { not_needed: isWell(`${target}: well; ${before.text}`) }),
      };
    },
    apply: async ({ permit }, { target, unless_well: unlessWell = false }, id) => {
      const seen = unlessWell ? await look(targets, target) : undefined;
      if (seen?.healthy === true) return nothing(isWell(seen.text));
      return applyOperation(targets, { target, operation: OPERATION }, { id, ...permit });
    },
  });
}

/** A try whose answer was lost may have been what helped: it is not said that nothing was ever done. */
const isWell = (text: string): string => `not needed any more: ${text}`;

const nothing = (text: string): StepResult => ({ text, output: { outcome: 'nothing_to_do' } });
