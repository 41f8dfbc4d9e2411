import type { MetricsBatch } from '../contracts/metrics-batch.ts';
import type { Reaction } from './automatic-actions.ts';
import type { TrainingFigures } from './batch-figures.ts';
import type { Ingested } from './ingest.ts';
import type { RunEvent } from './ports.ts';

/** What a batch came to, for the answer and the metrics. */
export interface BatchResult extends Reaction {
  readonly batch: MetricsBatch;
  readonly ingested: Ingested;
}

/**
 * What somebody has to be called for. It is said before the run is written: whoever is killed after the write, or never
 * hears of it, could not say it any more, and to the next try the batch is nothing new. Once too often does no harm.
 */
export function callOf({ action }: BatchResult): RunEvent | undefined {
  if (action === 'paused') return { kind: 'runaway' };
  return action === 'rollback_refused' ? { kind: 'rollback_refused' } : undefined;
}

function newestNormalized({ rows, normalized }: Ingested): number | undefined {
  const row = rows.findLast((one) => Number.isFinite(normalized[one]));
  return row === undefined ? undefined : normalized[row];
}

/** What is counted of a batch, once it is written. One of which no step was taken has no figures, and counts nothing. */
export function eventsOf(
  { ingested, findings, action }: BatchResult,
  figures: TrainingFigures | undefined,
): readonly RunEvent[] {
  if (!figures) return [];
  const kinds = new Map<string, number>();
  for (const { kind } of findings) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [
    {
      ...{ kind: 'progress', steps: ingested.accepted, values: ingested.latest },
      normalizedReward: newestNormalized(ingested),
      figures,
    },
    ...[...kinds].map(([finding, count]) => ({ kind: 'finding', finding, count }) as const),
    ...(action === 'rolled_back' ? [{ kind: 'rollback' } as const] : []),
  ];
}
