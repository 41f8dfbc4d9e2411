import { createCloudWatchClient } from '../../../../lib/aws/cloudwatch-client.ts';
import { CloudWatchSignalFigures } from '../../../../lib/aws/cloudwatch-signal-figures.ts';
import type { SignalDefinition } from '../../../../lib/contracts/signal-definitions.ts';
import { UnknownSignalError } from '../../../../lib/signals/errors.ts';
import type { SignalFigures } from '../../../../lib/signals/ports.ts';
import { signalsFile } from '../../signals-file.ts';

/** What the actions on signals are made of. */
export interface SignalActionDependencies {
  readonly figures: SignalFigures;
  readonly signals: () => readonly SignalDefinition[];
}

export function createSignalDependencies(): SignalActionDependencies {
  return { figures: new CloudWatchSignalFigures(createCloudWatchClient()), signals: signalsFile() };
}

/** In the order they are named. @throws UnknownSignalError */
export function signalsNamed(
  { signals }: SignalActionDependencies,
  names: readonly string[],
): readonly SignalDefinition[] {
  return names.map((name) => {
    const found = signals().find((signal) => signal.name === name);
    if (!found) throw new UnknownSignalError(name);
    return found;
  });
}
