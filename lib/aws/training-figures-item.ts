import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import {
  NORMALIZED_REWARD_BOUNDS,
  RAW_REWARD_BOUNDS,
  type BatchFigures,
  type TrainingFigures,
} from '../training/batch-figures.ts';
import { additionsOf, histogramIn } from './histogram-attributes.ts';

type Item = Record<string, AttributeValue>;

/** JSON knows no Infinity; rewards may be beyond what a number column holds: hence text. */
const anyNumber = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? NaN),
);

const figures = v.object({
  runId: v.string(),
  attempt: v.number(),
  at: v.number(),
  step: v.number(),
  totalSteps: v.exactOptional(v.number()),
  entropyCoef: anyNumber,
  // Missing in what was stored before trainers were asked for it.
  isEntropyReported: v.optional(v.boolean(), false),
  entropyScheduled: anyNumber,
  entropyFinal: anyNumber,
  learningRate: anyNumber,
  loss: v.exactOptional(anyNumber),
  reward: v.exactOptional(anyNumber),
  kl: v.exactOptional(anyNumber),
  normalizer: v.object({ mean: anyNumber, std: anyNumber, count: v.number() }),
  normalizerWindow: v.number(),
  rollbacks: v.object({ used: v.number(), max: v.number() }),
}) satisfies v.GenericSchema<unknown, TrainingFigures>;

const stored = v.pipe(v.string(), v.parseJson(), figures);

/** Everything told of batches so far. */
export interface ToldFigures extends Omit<BatchFigures, 'figures'> {
  /** Undefined before the first batch. */
  readonly figures: TrainingFigures | undefined;
}

/** What one batch changes: counters to add to, and the figures as text. */
export function changesOf(batch: BatchFigures) {
  return {
    added: [...additionsOf('raw', batch.rawRewards), ...additionsOf('norm', batch.normalizedRewards)],
    figures: JSON.stringify(batch.figures),
  };
}

export function toldFiguresIn(item: Item): ToldFigures {
  const text = item['figures']?.S;
  return {
    figures: text === undefined ? undefined : v.parse(stored, text),
    rawRewards: histogramIn(item, 'raw', RAW_REWARD_BOUNDS),
    normalizedRewards: histogramIn(item, 'norm', NORMALIZED_REWARD_BOUNDS),
  };
}
