import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';
import { look } from './look.ts';
import { applyOperation, planOperation } from './operate.ts';

const OPERATION = { name: 'end_bypass' } as const;

/**
 * Sends requests through the cache again. With `if_well`, as it is taken back after a failure, not through one that does
 * not say that it is well: its bypass, which is limited, is the smaller harm, and a person is told.
 */
export function endBypass(targets: Targets): BoundAction {
  return action('target.end_bypass', {
    plan: (_context, { target }) => planOperation(targets, target, OPERATION),
    apply: async ({ permit }, { target, if_well: ifWell = false }, id) => {
      const seen = ifWell ? await look(targets, target) : undefined;
      if (!seen || seen.healthy === true)
        return applyOperation(targets, { target, operation: OPERATION }, { id, ...permit });
      return {
        text: `requests are left going past ${target}, if they do: a person has to end the bypass once it is well (${seen.text})`,
        output: { outcome: 'left_on' },
        needsPerson: true,
      };
    },
  });
}
