import * as v from 'valibot';
import { configFile } from '../check/rule.ts';
import { integerFrom } from '../values/integers.ts';
import { modeName } from '../values/names.ts';
import { nonNegative, numberAbove, positive } from '../values/numbers.ts';
import { ratio } from '../values/ratios.ts';

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100), v.description('a number from 0 to 100'));
const metricText = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x39\x3b-\x7e][\x20-\x7e]{0,254}$/),
  v.description('1 to 255 printable characters, the first no colon'),
);
const dimensions = v.pipe(v.record(metricText, metricText), v.description('a map from dimension to value'));

/** What the first 48 hours after a launch are held to: the targets of GET /v1/report. */
export const expectations = configFile(
  v.strictObject({
    split: v.strictObject({ tolerance_points: positive, max_deviation_points: positive }),
    training: v.strictObject({
      steps: integerFrom(1),
      steps_tolerance: ratio,
      entropy_tolerance: nonNegative,
      loss_growth: numberAbove(1),
      reward_fall: ratio,
    }),
    max_rollbacks: integerFrom(0),
    uptime_percent: percent,
    error_percent: percent,
    latency_p95_seconds: v.strictObject({
      other: positive,
      modes: v.optional(v.record(modeName, positive), { balanced: 3.5, creative: 10 }),
    }),
    cache: v.strictObject({
      hit_percent: percent,
      metric: v.strictObject({
        namespace: metricText,
        name: metricText,
        dimensions,
      }),
    }),
  }),
  [],
);
