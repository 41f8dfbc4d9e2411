import { isMetricName, METRIC_NAME, METRIC_VALUE, parseMetricValue } from './metric-values.ts';
import { MAX_METRICS, MAX_STEPS, REQUIRED_METRICS, type Column, type MetricsBatch } from './metrics-batch.ts';
import { isObject, quote, Refusals, type Report } from './refusals.ts';
import { LAST_STEP } from './run-values.ts';

/** `{reward: [...], loss: [...], ...}`, a value a step from `firstStep` on. Undefined when something was reported. */
export function parseColumns(firstStep: number, input: unknown, report: Report): MetricsBatch | undefined {
  const refusals = new Refusals(report);
  const arrays = arraysOf(input, refusals);
  const length = arrays.get('reward')?.length ?? 0;
  const columns = new Map<string, Column>();
  for (const [name, array] of arrays) {
    if (array.length === length) columns.set(name, { values: valuesOf(array, name, refusals) });
    else refusals.add(['columns', name], `${array.length} values`, `as many as /columns/reward: ${length}`);
  }
  if (refusals.isEmpty && firstStep + length - 1 > LAST_STEP) {
    refusals.add(['first_step'], quote(firstStep), `a last step of at most ${LAST_STEP}`);
  }
  if (!refusals.isEmpty) return undefined;
  return { steps: Float64Array.from({ length }, (_step, index) => firstStep + index + 0), columns };
}

function arraysOf(input: unknown, refusals: Refusals): ReadonlyMap<string, readonly unknown[]> {
  const arrays = new Map<string, readonly unknown[]>();
  if (!isObject(input)) {
    refusals.add(['columns'], quote(input), 'an object of arrays');
    return arrays;
  }
  const names = Object.keys(input);
  if (names.length > MAX_METRICS)
    refusals.add(['columns'], `${names.length} metrics`, `at most ${MAX_METRICS}`);
  for (const name of names) {
    const array: unknown = input[name];
    if (refusals.isFull) break;
    if (!isMetricName(name)) refusals.add(['columns', name], quote(name), METRIC_NAME);
    else if (!Array.isArray(array)) refusals.add(['columns', name], quote(array), 'an array of values');
    else arrays.set(name, array);
  }
  for (const name of REQUIRED_METRICS) {
    if (!Object.hasOwn(input, name)) refusals.add(['columns', name], quote(undefined), 'an array of values');
  }
  const length = arrays.get('reward')?.length;
  if (length !== undefined && (length < 1 || length > MAX_STEPS)) {
    refusals.add(['columns', 'reward'], `${length} values`, `1 to ${MAX_STEPS}`);
  }
  return refusals.isEmpty ? arrays : new Map();
}

function valuesOf(array: readonly unknown[], name: string, refusals: Refusals): Float64Array {
  const values = new Float64Array(array.length);
  for (const [index, value] of array.entries()) {
    const parsed = parseMetricValue(value);
    if (parsed !== undefined) values[index] = parsed;
    else refusals.add(['columns', name, index], quote(value), METRIC_VALUE);
    if (refusals.isFull) break;
  }
  return values;
}
