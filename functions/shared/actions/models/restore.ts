import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { restore as takeDown } from '../../../../lib/traffic/by-runbook.ts';
import type { ModelActionDependencies } from './dependencies.ts';
import { orderUnder, trafficUnder } from './under.ts';

/** Takes down the downshift that this execution has set, and no other. */
export function restore(deps: ModelActionDependencies): BoundAction {
  return action('traffic.restore', {
    plan: (_context, { mode }) =>
      Promise.resolve({
        summary: `Would send the sessions of ${mode} back to it`,
        facts: { mode },
        output: {},
      }),
    apply: async (context, { mode }, effectId) => {
      const order = orderUnder(context, effectId);
      const { kind, standing } = await takeDown(trafficUnder(deps, context), mode, order);
      if (kind === 'done') return { text: `The sessions of ${mode} go to it again`, output: {} };
      const how = standing ? `, ${standing.owner} sends them to ${standing.to} (${standing.reason})` : '';
      return { text: `There is nothing to take back of ${mode}${how}`, output: {} };
    },
  });
}
