import { readBreaker } from '../../../../lib/breakers/by-runbook.ts';
import { windowAt } from '../../../../lib/breakers/counts.ts';
import { judgeFailing, type FailingJudgement } from '../../../../lib/breakers/failing.ts';
import { action, looking, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { verifySignals } from '../signals/verify.ts';
import { freshChecks } from './checks.ts';
import type { ModelActionDependencies } from './dependencies.ts';

/**
 * Whether the model fails, by what the prober and the callers have reported of it; one more probe would say less than they
 * do. Where that is not enough, the figures of the alarms that start the runbook say it: an alarm that goes off and a check
 * that finds nothing would leave the model to nobody.
 */
export function verifyFailing(deps: ModelActionDependencies): BoundAction {
  return action(
    'model.verify_failing',
    looking(async (_context, { model, any_of: alarms = [] }) => {
      const judgement = await judge(deps, model);
      const { isFailing: met, detail } = judgement.isFailing
        ? judgement
        : await askAlarms(deps, alarms, judgement);
      return { text: `${model} ${met ? 'fails' : 'does not fail'}: ${detail}`, output: { met, detail } };
    }),
  );
}

async function judge(deps: ModelActionDependencies, model: string): Promise<FailingJudgement> {
  const { breakers: store, config, clock } = deps;
  const breaker = await readBreaker({ store, config }, model);
  const window = windowAt(breaker.series, clock.now(), config.breaker.window_ms);
  const [counts, checks] = await Promise.all([store.sum(model, window), freshChecks(deps, [model])]);
  return judgeFailing({ breaker, counts, check: checks.get(model) }, config.breaker);
}

async function askAlarms(
  deps: ModelActionDependencies,
  alarms: readonly string[],
  { detail: looked }: FailingJudgement,
): Promise<FailingJudgement> {
  const seen = await verifySignals(deps, alarms, deps.clock.now());
  const breaching = seen.filter(({ isBreaching }) => isBreaching).map(({ text }) => text);
  if (breaching.length > 0) return { isFailing: true, detail: breaching.join('; ') };
  return { isFailing: false, detail: [looked, ...seen.map(({ text }) => text)].join('; ') };
}
