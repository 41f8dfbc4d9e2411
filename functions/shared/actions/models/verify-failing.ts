import { readBreaker } from '../../../../lib/breakers/by-runbook.ts';
import { windowAt } from '../../../../lib/breakers/counts.ts';
import { judgeFailing } from '../../../../lib/breakers/failing.ts';
import { action, looking, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { freshChecks } from './checks.ts';
import type { ModelActionDependencies } from './dependencies.ts';

/**
 * Whether the model fails, by what the prober and the callers have reported of it: the alarm went off over the same
 * figures, and one more probe would say less than they do.
 */
export function verifyFailing(deps: ModelActionDependencies): BoundAction {
  return action(
    'model.verify_failing',
    looking(async (_context, { model }) => {
      const { breakers: store, config, clock } = deps;
      const breaker = await readBreaker({ store, config }, model);
      const window = windowAt(breaker.series, clock.now(), config.breaker.window_ms);
      const [counts, checks] = await Promise.all([store.sum(model, window), freshChecks(deps, [model])]);
      const evidence = { breaker, counts, check: checks.get(model) };
      const { isFailing: met, detail } = judgeFailing(evidence, config.breaker);
      return { text: `${model} ${met ? 'fails' : 'does not fail'}: ${detail}`, output: { met, detail } };
    }),
  );
}
