import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  signalDefinitions,
  SIGNALS_FILE,
  type SignalDefinition,
} from '../../lib/contracts/signal-definitions.ts';

/**
 * What the alarms of this deployment look at, read when it is first asked for.
 * @param folder that of the bundle: all of its chunks lie in one.
 */
export function signalsFile(folder: string = import.meta.dirname): () => readonly SignalDefinition[] {
  let known: readonly SignalDefinition[] | undefined;
  return () =>
    (known ??= v.parse(signalDefinitions, JSON.parse(readFileSync(join(folder, SIGNALS_FILE), 'utf8'))));
}
