import { forceOpen as force, readBreaker, type Ordered } from '../../../../lib/breakers/by-runbook.ts';
import { forcedBy } from '../../../../lib/breakers/runbook-order.ts';
import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import type { ModelActionDependencies } from './dependencies.ts';
import { breakersUnder, orderUnder, standing } from './under.ts';

/** Lets no request through to the model any more: they go the other way. */
export function forceOpen(deps: ModelActionDependencies): BoundAction {
  return action('breaker.force_open', {
    plan: async (_context, { model }) => {
      const breaker = await readBreaker({ store: deps.breakers, config: deps.config }, model);
      const isLeft = forcedBy(breaker) !== undefined;
      const summary = isLeft
        ? `Would leave the breaker of ${model} as it is: ${standing(breaker)}`
        : `Would force the breaker of ${model} open, which is ${breaker.state}: no request would reach ${model}`;
      return { summary, facts: { model, state: breaker.state }, output: { forced: !isLeft } };
    },
    apply: async (context, { model }, effectId) => {
      const ordered = await force(breakersUnder(deps, context), model, orderUnder(context, effectId));
      return { text: inWords(model, ordered), output: { forced: ordered.kind === 'done' } };
    },
  });
}

function inWords(model: string, { kind, breaker }: Ordered): string {
  switch (kind) {
    case 'done':
      return `The breaker of ${model} is forced open: no request reaches ${model}`;
    case 'over':
      return `The breaker of ${model} was forced open, and changed since: ${standing(breaker)}`;
    case 'left':
    case 'nothing':
      return `The breaker of ${model} stays as it is: ${standing(breaker)}`;
  }
}
