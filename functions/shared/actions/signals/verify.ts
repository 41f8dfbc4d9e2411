import { action, looking, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { verifySignal, type Verified } from '../../../../lib/signals/verify.ts';
import { signalsNamed, type SignalActionDependencies } from './dependencies.ts';

/** Whether what the runbook is for is so, by the figures of the alarms that start it. */
export function verify(deps: SignalActionDependencies): BoundAction {
  return action(
    'signals.verify',
    looking(async ({ clock }, { any_of: names }) => {
      const all = await verifySignals(deps, names, clock.now());
      return {
        text: all.map(({ text }) => text).join('; '),
        output: { met: all.some(({ isBreaching }) => isBreaching) },
      };
    }),
  );
}

/** In the order they are named. @throws UnknownSignalError */
export function verifySignals(
  deps: SignalActionDependencies,
  names: readonly string[],
  now: number,
): Promise<readonly Verified[]> {
  return Promise.all(signalsNamed(deps, names).map((signal) => verifySignal(deps.figures, signal, now)));
}
