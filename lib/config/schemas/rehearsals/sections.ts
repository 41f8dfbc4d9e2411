import * as v from 'valibot';
import { oneOf } from '../../values/choices.ts';
import { duration } from '../../values/duration.ts';
import { integerFrom } from '../../values/integers.ts';
import { modelName, modeName } from '../../values/names.ts';
import { finite } from '../../values/numbers.ts';
import { positiveRatio, ratio } from '../../values/ratios.ts';
import { EVENTS, FAULTS, type EventName } from './vocabulary.ts';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.description('a text'));
const texts = v.pipe(v.array(text), v.description('a list of texts'));
const textOrTexts = v.pipe(
  v.union([text, v.pipe(texts, v.minLength(1))]),
  v.transform((some) => [some].flat()),
  v.description('a text or a list of texts'),
);
const eventNames = Object.keys(EVENTS) as EventName[];
const MOST_PARTS = 1_000;

/** What stands before the colon is printed as it is. */
const sentence = v.pipe(
  v.string(),
  v.regex(/^[^\p{C}]{1,120}$/u),
  v.description('a sentence of at most 120 printable characters'),
);
const lineId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_.-]{0,63}$/), v.description('the id of a line'));

const rates = v.pipe(
  v.array(v.pipe(v.number(), v.finite(), v.minValue(0))),
  v.minLength(1),
  v.maxLength(MOST_PARTS),
  v.check((parts) => parts.some((rate) => rate > 0)),
  v.description('a list of up to 1000 numbers of at least 0, not all of them 0'),
);

const latency = v.strictObject({ p50: duration, p95: duration });
const range = v.strictObject({ from: finite, to: finite });

const fault = v.strictObject({
  fault: oneOf(...FAULTS),
  at: duration,
  for: v.optional(duration),
  model: v.optional(modelName),
});

const expectedEvent = v.strictObject({
  event: oneOf(...eventNames),
  of: v.optional(text),
  not_of: v.optional(texts, []),
  as: v.optional(textOrTexts),
  exactly: v.optional(integerFrom(0)),
  at_least: v.optional(integerFrom(1)),
  at_most: v.optional(integerFrom(0)),
});

/** Durations of milliseconds; those of `faults` and `training` are of the launch, the others of this clock. */
export const scenarioSection = v.strictObject({
  description: text,
  time: v.strictObject({
    launch: v.optional(duration, '48h'),
    takes: duration,
    settle: v.optional(duration, '10m'),
  }),
  traffic: v.strictObject({
    sessions: integerFrom(1),
    returning: ratio,
    arrivals: rates,
    served: v.optional(positiveRatio, 1),
    modes: v.record(modeName, latency),
  }),
  training: v.strictObject({
    steps: integerFrom(1),
    save_every: integerFrom(1),
    takes: duration,
    reward: range,
    episode_reward: range,
  }),
  faults: v.optional(v.record(sentence, fault), {}),
  people: v.strictObject({
    approver: v.strictObject({ decision: oneOf('approve', 'reject', 'none'), after: duration }),
    operator: v.optional(v.strictObject({ restores: v.optional(texts, []) }), {}),
  }),
  expect: v.strictObject({
    events: v.record(sentence, expectedEvent),
    report: v.optional(v.record(lineId, oneOf('pass', 'fail', 'no_data', 'any')), {}),
  }),
});

/** A launch as it is rehearsed. */
export type Scenario = v.InferOutput<typeof scenarioSection>;
