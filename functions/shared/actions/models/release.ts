import { readBreaker, release as putBack, type Ordered } from '../../../../lib/breakers/by-runbook.ts';
import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import type { ModelActionDependencies } from './dependencies.ts';
import { breakersUnder, orderUnder, standing } from './under.ts';

/** Takes back what this execution did to the breaker, and nothing else. */
export function release(deps: ModelActionDependencies): BoundAction {
  return action('breaker.release', {
    plan: async (_context, { model }) => {
      const { state } = await readBreaker({ store: deps.breakers, config: deps.config }, model);
      const summary = `Would put the breaker of ${model} back into the state it was forced out of`;
      return { summary, facts: { model, state }, output: {} };
    },
    apply: async (context, { model }, effectId) => {
      const ordered = await putBack(breakersUnder(deps, context), model, orderUnder(context, effectId));
      return { text: inWords(model, ordered), output: {} };
    },
  });
}

function inWords(model: string, { kind, breaker }: Ordered): string {
  if (kind === 'done') return `The breaker of ${model} is ${breaker.state} again, as it was`;
  return `There is nothing to take back of the breaker of ${model}: ${standing(breaker)}`;
}
