import * as v from 'valibot';
import { finite } from '../../values/numbers.ts';
import { oneOf } from '../../values/choices.ts';
import { integerFrom } from '../../values/integers.ts';

/** CloudWatch, PutMetricData: "Namespace". `{stage}` stands for the name of the stage. */
const namespace = v.pipe(
  v.string(),
  v.regex(/^(?!:)(AWS\/)?[\w.{}#/-]{1,240}$/),
  v.description('a namespace of CloudWatch; {stage} stands for the stage'),
);

/** One word: also the heading of its section in the handbook, and what GitHub makes an anchor of. */
const signalName = v.pipe(
  v.string(),
  v.regex(/^[A-Z][A-Za-z0-9]{2,63}$/),
  v.description('one word in PascalCase'),
);

const word = v.pipe(v.string(), v.regex(/^[\w.-]{1,120}$/), v.description('a name of CloudWatch'));

const sentence = v.pipe(
  v.string(),
  v.minLength(10),
  v.maxLength(200),
  v.description('a sentence of 10 to 200 characters'),
);

const signal = v.strictObject({
  severity: oneOf('critical', 'warning'),
  description: sentence,
  namespace: v.optional(namespace),
  metric: word,
  dimensions: v.optional(v.record(word, word), {}),
  statistic: oneOf('Sum', 'Average', 'Maximum', 'Minimum', 'p95'),
  is: oneOf('above', 'at_least', 'at_most'),
  threshold: finite,
  period: v.optional(integerFrom(1), 1),
  breaching: v.optional(integerFrom(1), 1),
  periods: v.optional(integerFrom(1), 1),
  missing: v.optional(oneOf('not_breaching', 'breaching'), 'not_breaching'),
  missing_because: sentence,
});

export type Signal = v.InferOutput<typeof signal>;

/** The keys of `alarms:`. */
export const alarms = {
  namespace,
  signals: v.record(signalName, signal),
};
