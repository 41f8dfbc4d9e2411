import type { Retrier } from './definition.ts';
import { parseErrorEquals } from './parse-error-equals.ts';
import { LARGEST, type FieldReader } from './field-reader.ts';

/** 366 days. */
const LONGEST_DELAY_SECONDS = 31_622_400;

export function parseRetry(state: FieldReader): readonly Retrier[] {
  const readers = state.objects('Retry');
  return readers.map((reader, index) => parseRetrier(reader, index === readers.length - 1));
}

/** Defaults as "Handling errors in Step Functions workflows" gives them. */
function parseRetrier(reader: FieldReader, last: boolean): Retrier {
  const intervalSeconds = reader.integer('IntervalSeconds', { min: 1, max: LARGEST }) ?? 1;
  const maxDelaySeconds = reader.integer('MaxDelaySeconds', { min: 1, max: LONGEST_DELAY_SECONDS });
  if (maxDelaySeconds !== undefined && maxDelaySeconds <= intervalSeconds) {
    reader.complain('MaxDelaySeconds', 'MaxDelaySeconds must be larger than IntervalSeconds');
  }
  const retrier = {
    errorEquals: parseErrorEquals(reader, last),
    intervalSeconds,
    maxAttempts: reader.integer('MaxAttempts', { min: 0, max: LARGEST }) ?? 3,
    backoffRate: parseBackoffRate(reader),
    maxDelaySeconds,
    fullJitter: parseJitter(reader),
  };
  reader.close();
  return retrier;
}

function parseBackoffRate(reader: FieldReader): number {
  const value = reader.json('BackoffRate') ?? 2;
  if (typeof value === 'number' && value >= 1) return value;
  reader.complain('BackoffRate', `BackoffRate must be a number of at least 1, not ${JSON.stringify(value)}`);
  return 2;
}

function parseJitter(reader: FieldReader): boolean {
  const strategy = reader.text('JitterStrategy') ?? 'NONE';
  if (strategy !== 'FULL' && strategy !== 'NONE') {
    reader.complain('JitterStrategy', `JitterStrategy must be FULL or NONE, not ${strategy}`);
  }
  return strategy === 'FULL';
}
