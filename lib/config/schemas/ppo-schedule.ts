import * as v from 'valibot';
import { amount, compare } from '../check/compare.ts';
import { configFile, rule } from '../check/rule.ts';
import type { Rule } from '../check/rule.ts';
import { oneOf } from '../values/choices.ts';
import { duration } from '../values/duration.ts';
import { integerFrom } from '../values/integers.ts';
import { nonNegative, positive } from '../values/numbers.ts';
import { positiveRatio, ratio } from '../values/ratios.ts';

const decay = v.strictObject({
  initial: positive,
  final: nonNegative,
  decay_steps: integerFrom(1),
  decay_strategy: oneOf('linear', 'cosine'),
});

/** Coefficients only fall: entropy that should decrease is what the alarm PPOEntropyNotDecreasing watches. */
const falls = (name: 'entropy_coef' | 'learning_rate'): Rule =>
  rule(
    v.object({ [name]: v.object({ initial: decay.entries.initial, final: decay.entries.final }) }),
    (file) =>
      Object.values(file).flatMap(({ initial, final }) =>
        compare(amount([name, 'final'], final), 'at most', amount([name, 'initial'], initial)),
      ),
  );

/** What a trainer is told for each step. `stalled_after` and `ack_timeout` are milliseconds, the rest counts steps. */
export const ppoSchedule = configFile(
  v.strictObject({
    entropy_coef: decay,
    learning_rate: decay,
    clip_range: positiveRatio,
    gamma: ratio,
    lambda_: ratio,
    batch_size: integerFrom(1),
    n_epochs: integerFrom(1),
    update_frequency: integerFrom(1),
    save_frequency: integerFrom(1),
    lr_multiplier_floor: v.optional(positiveRatio, 0.1),
    stalled_after: v.optional(duration, '10m'),
    ack_timeout: v.optional(duration, '5m'),
  }),
  [falls('entropy_coef'), falls('learning_rate')],
);
