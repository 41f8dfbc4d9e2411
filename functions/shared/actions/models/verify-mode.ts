import { admissionAt } from '../../../../lib/breakers/breaker.ts';
import { METRICS } from '../../../../lib/contracts/metrics.ts';
import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { NotYetError } from '../../../../lib/runbooks/step-errors.ts';
import { UnknownModeError } from '../../../../lib/traffic/errors.ts';
import { judgeMode, type ModeEvidence, type ModeJudgement } from '../../../../lib/traffic/mode-standing.ts';
import { freshChecks } from './checks.ts';
import type { ModelActionDependencies } from './dependencies.ts';

/**
 * Whether a mode can take the sessions of another, by the answers that it gives since: it has the step's time to come to
 * rest, and to give any. Where nobody was answered by then, there is nothing to hold against it.
 */
export function verifyMode(deps: ModelActionDependencies): BoundAction {
  return action('traffic.verify_mode', {
    plan: async ({ clock }, { mode, p95_below }) => {
      const { [mode]: p95Ms } = await deps.latency.p95([mode], clock.now());
      const judgement = await judge(deps, { mode, p95Ms, lately: 'lately' }, p95_below);
      const { isWell: met } = judgement;
      return { summary: inWords(judgement), facts: { mode, p95_below }, output: { met } };
    },
    apply: async ({ clock, deadline, enteredAt: since }, { mode, p95_below }) => {
      const now = clock.now();
      const p95Ms = await deps.latency.p95Since(mode, { since, now, periodSeconds: periodOf(deps) });
      const judgement = await judge(deps, { mode, p95Ms, lately: 'since then' }, p95_below);
      const { isWell: met } = judgement;
      const text = inWords(judgement);
      if ((!met || p95Ms === undefined) && now < deadline) throw new NotYetError(text);
      return { text, output: { met } };
    },
  });
}

/** The shortest in which the stage looks at how long callers wait. */
function periodOf({ signals }: ModelActionDependencies): number {
  return signals().find(({ metric }) => metric === METRICS.outcomeLatency)?.shortest_seconds ?? 60;
}

function inWords({ isWell, detail }: ModeJudgement): string {
  return isWell ? `It answers well: ${detail}` : `It does not answer well: ${detail}`;
}

async function judge(
  deps: ModelActionDependencies,
  seen: Omit<ModeEvidence, 'models'>,
  p95BelowMs: number,
): Promise<ModeJudgement> {
  const { mode } = seen;
  const { mode_models: known } = deps.config;
  const models = Object.hasOwn(known, mode) ? known[mode] : undefined;
  if (!models) throw new UnknownModeError('/mode', `there is no mode ${JSON.stringify(mode)}`);
  const now = deps.clock.now();
  const [breakers, checks] = await Promise.all([
    deps.breakers.read(models, { consistent: true }),
    freshChecks(deps, models),
  ]);
  const standings = breakers.map((breaker) => {
    const check = checks.get(breaker.model);
    const isAdmitted = admissionAt(breaker, now) !== 'refuse';
    return { model: breaker.model, isAdmitted, ...(check && { check }) };
  });
  return judgeMode({ ...seen, models: standings }, p95BelowMs);
}
