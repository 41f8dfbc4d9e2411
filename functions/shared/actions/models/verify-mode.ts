import { admissionAt } from '../../../../lib/breakers/breaker.ts';
import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { NotYetError } from '../../../../lib/runbooks/step-errors.ts';
import { UnknownModeError } from '../../../../lib/traffic/errors.ts';
import { judgeMode, type ModeJudgement } from '../../../../lib/traffic/mode-standing.ts';
import { freshChecks } from './checks.ts';
import type { ModelActionDependencies } from './dependencies.ts';

/** Whether a mode can take the sessions of another: it is given the step's time to come to rest. */
export function verifyMode(deps: ModelActionDependencies): BoundAction {
  return action('traffic.verify_mode', {
    plan: async (_context, { mode, p95_below }) => {
      const { isWell: met, detail } = await judge(deps, mode, p95_below);
      return { summary: inWords({ isWell: met, detail }), facts: { mode, p95_below }, output: { met } };
    },
    apply: async ({ clock, deadline }, { mode, p95_below }) => {
      const judgement = await judge(deps, mode, p95_below);
      const text = inWords(judgement);
      if (!judgement.isWell && clock.now() < deadline) throw new NotYetError(text);
      return { text, output: { met: judgement.isWell } };
    },
  });
}

function inWords({ isWell, detail }: ModeJudgement): string {
  return isWell ? `It answers well: ${detail}` : `It does not answer well: ${detail}`;
}

async function judge(
  deps: ModelActionDependencies,
  mode: string,
  p95BelowMs: number,
): Promise<ModeJudgement> {
  const { mode_models: known } = deps.config;
  const models = Object.hasOwn(known, mode) ? known[mode] : undefined;
  if (!models) throw new UnknownModeError('/mode', `there is no mode ${JSON.stringify(mode)}`);
  const now = deps.clock.now();
  const [breakers, checks, { [mode]: p95Ms }] = await Promise.all([
    deps.breakers.read(models, { consistent: true }),
    freshChecks(deps, models),
    deps.latency.p95([mode], now),
  ]);
  const standings = breakers.map((breaker) => {
    const check = checks.get(breaker.model);
    const isAdmitted = admissionAt(breaker, now) !== 'refuse';
    return { model: breaker.model, isAdmitted, ...(check && { check }) };
  });
  return judgeMode({ mode, models: standings, p95Ms }, p95BelowMs);
}
