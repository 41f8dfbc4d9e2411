import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { NotYetError } from '../../../../lib/runbooks/step-errors.ts';
import { calmnessOf, type Calmness, type Span } from '../../../../lib/signals/calm.ts';
import { SignalsNotCalmError } from '../../../../lib/signals/errors.ts';
import { signalsNamed, type SignalActionDependencies } from './dependencies.ts';

interface Named {
  readonly all_of: readonly string[];
  readonly none_of?: readonly string[] | undefined;
}

/** A plan shows how it stands: as far back as a figure that comes once a minute, and late. */
const LOOK_BACK_MS = 5 * 60_000;

/** Waits until the figures are on the good side of their thresholds. */
export function awaitCalm(deps: SignalActionDependencies): BoundAction {
  return action('signals.await_calm', {
    plan: async ({ clock }, named) => {
      const now = clock.now();
      const { all } = await lookAt(deps, named, { since: now - LOOK_BACK_MS, now });
      const { all_of, none_of = [] } = named;
      return {
        summary: `Would wait until it is better. Now: ${all}`,
        facts: { all_of, none_of },
        output: {},
      };
    },
    apply: async ({ clock, deadline, enteredAt: since }, named) => {
      const now = clock.now();
      const { isCalm, all, amiss } = await lookAt(deps, named, { since, now });
      if (isCalm) return { text: all, output: {} };
      if (now < deadline) throw new NotYetError(amiss);
      throw new SignalsNotCalmError(amiss);
    },
  });
}

async function lookAt(deps: SignalActionDependencies, { all_of, none_of = [] }: Named, span: Span) {
  const calmness = (names: readonly string[]) =>
    Promise.all(signalsNamed(deps, names).map((signal) => calmnessOf(deps.figures, signal, span)));
  const [needed, others] = await Promise.all([calmness(all_of), calmness(none_of)]);
  const amiss = [
    ...needed.filter(({ is }) => is !== 'calm'),
    ...others.filter(({ is }) => is === 'breaching'),
  ];
  return { isCalm: amiss.length === 0, all: inWords([...needed, ...others]), amiss: inWords(amiss) };
}

function inWords(seen: readonly Calmness[]): string {
  return seen.map(({ text }) => text).join('; ');
}
