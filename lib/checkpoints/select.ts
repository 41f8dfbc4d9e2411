import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { currentLineage, isSuperseded, compareCheckpoints, type Lineage } from '../contracts/lineage.ts';
import { bestOf } from './best.ts';
import type { CheckpointRecord } from './checkpoint.ts';
import { NoSuchCheckpointError } from './selection-errors.ts';
import { newestStable, type StableRule } from './stable.ts';

export type Selector =
  | { readonly kind: 'latest' }
  | { readonly kind: 'best' }
  | ({ readonly kind: 'stable'; readonly beforeStep?: number | undefined } & Partial<StableRule>)
  | { readonly kind: 'step'; readonly step: number };

export interface Choice {
  readonly runId: string;
  readonly live: readonly CheckpointRecord[];
  readonly lineage: Lineage;
  readonly policy: CheckpointConfig;
}

/**
 * What is latest, best or stable is of the current lineage. A step may also name a superseded one, if that is all there is.
 * @throws NoSuchCheckpointError
 */
export function select({ runId, live, lineage, policy }: Choice, selector: Selector): CheckpointRecord {
  const found = {
    latest: () => currentLineage(lineage, live).at(-1),
    best: () => bestOf(live, lineage, policy),
    stable: () => newestStable(live, lineage, { ...policy, ...selector }),
    step: () => ofStep(live, lineage, selector),
  }[selector.kind]();
  if (found) return found;
  throw new NoSuchCheckpointError(
    runId,
    selector.kind,
    selector.kind === 'step' ? ` as step ${selector.step}` : '',
  );
}

function ofStep(
  live: readonly CheckpointRecord[],
  lineage: Lineage,
  selector: Selector,
): CheckpointRecord | undefined {
  const named = live
    .filter(({ step }) => selector.kind === 'step' && step === selector.step)
    .toSorted((one, other) => compareCheckpoints(one, other));
  return named.findLast((checkpoint) => !isSuperseded(lineage, checkpoint)) ?? named.at(-1);
}
