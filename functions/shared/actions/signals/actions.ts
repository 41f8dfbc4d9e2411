import { awaitCalm } from './await-calm.ts';
import type { SignalActionDependencies } from './dependencies.ts';
import { verify } from './verify.ts';

/** What runbooks ask the figures behind alarms. */
export function signalActions(deps: SignalActionDependencies) {
  return { 'signals.verify': verify(deps), 'signals.await_calm': awaitCalm(deps) };
}
