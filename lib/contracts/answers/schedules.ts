import * as v from 'valibot';
import { stepNumber } from '../run-values.ts';
import { wholeNumber } from './answer.ts';

/** GET /v1/runs/{run}/schedule: what a trainer trains a step with. */
export const scheduleAnswer = v.pipe(
  v.object({
    step: stepNumber,
    entropy_coef: v.number(),
    learning_rate: v.pipe(v.number(), v.description('Times lr_multiplier already')),
    lr_multiplier: v.number(),
    clip_range: v.number(),
    gamma: v.number(),
    lambda: v.number(),
    batch_size: wholeNumber,
    n_epochs: wholeNumber,
    update_frequency: v.pipe(wholeNumber, v.description('Steps from one policy update to the next')),
    save_frequency: v.pipe(wholeNumber, v.description('Steps from one checkpoint to the next')),
    overridden: v.pipe(
      v.record(v.string(), v.object({ by: v.string(), reason: v.string() })),
      v.description('Which of the above an operator has set, and who'),
    ),
  }),
  v.examples([
    {
      step: 2000,
      entropy_coef: 0.0198,
      learning_rate: 0.0003,
      lr_multiplier: 1,
      clip_range: 0.2,
      gamma: 0.99,
      lambda: 0.95,
      batch_size: 64,
      n_epochs: 10,
      update_frequency: 2048,
      save_frequency: 500,
      overridden: {},
    },
  ]),
);

/** By which rewards are normalised. */
export const normalizerAnswer = v.object({
  mean: v.number(),
  std: v.number(),
  count: v.pipe(wholeNumber, v.description('Rewards in the window')),
});
