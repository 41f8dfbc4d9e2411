import * as v from 'valibot';
import { amount, compare } from '../check/compare.ts';
import { configFile, rule } from '../check/rule.ts';
import { flag } from '../values/choices.ts';
import { integerFrom, windowSizeFrom } from '../values/integers.ts';
import { finite, positive } from '../values/numbers.ts';

const window_size = windowSizeFrom(2);
const bootstrap_size = windowSizeFrom(0);

/** How raw rewards become normalised ones. Sizes and frequencies count rewards. */
export const rewardNormalization = configFile(
  v.strictObject({
    enabled: flag,
    window_size,
    epsilon: positive,
    clip_range: positive,
    update_frequency: integerFrom(1),
    bootstrap_size,
    bootstrap_mean: finite,
    bootstrap_std: positive,
  }),
  [
    rule(v.object({ window_size, bootstrap_size }), (file) =>
      compare(
        amount(['bootstrap_size'], file.bootstrap_size),
        'at most',
        amount(['window_size'], file.window_size),
      ),
    ),
  ],
);
