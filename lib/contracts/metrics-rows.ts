import { isMetricName, METRIC_NAME, METRIC_VALUE, parseMetricValue } from './metric-values.ts';
import { MAX_METRICS, MAX_STEPS, REQUIRED_METRICS, type Column, type MetricsBatch } from './metrics-batch.ts';
import { isObject, quote, Refusals, type Report } from './refusals.ts';
import { LAST_STEP } from './run-values.ts';

interface Draft {
  readonly values: Float64Array;
  readonly present: Uint8Array;
  count: number;
}

/** `[{step, reward, loss, ...}, ...]`, a row a step in any order. Undefined when something was reported. */
export function parseRows(input: unknown, report: Report): MetricsBatch | undefined {
  const refusals = new Refusals(report);
  if (!Array.isArray(input) || input.length < 1 || input.length > MAX_STEPS) {
    const received = Array.isArray(input) ? `${input.length} rows` : quote(input);
    refusals.add(['steps'], received, `an array of 1 to ${MAX_STEPS} rows`);
    return undefined;
  }
  const reader = new RowReader(input.length, refusals);
  for (const [index, row] of input.entries()) {
    reader.read(row, index);
    if (refusals.isFull) break;
  }
  return refusals.isEmpty ? reader.end() : undefined;
}

class RowReader {
  readonly #steps: Float64Array;
  readonly #drafts = new Map<string, Draft>();
  readonly #refusals: Refusals;

  constructor(length: number, refusals: Refusals) {
    this.#steps = new Float64Array(length);
    this.#refusals = refusals;
  }

  read(row: unknown, index: number): void {
    if (!isObject(row)) {
      this.#refusals.add(['steps', index], quote(row), 'an object: a row');
      return;
    }
    this.#readStep(row['step'], index);
    for (const name of REQUIRED_METRICS) {
      if (!Object.hasOwn(row, name))
        this.#refusals.add(['steps', index, name], quote(undefined), METRIC_VALUE);
    }
    for (const name of Object.keys(row)) {
      if (name !== 'step') this.#readMetric(name, row[name], index);
      if (this.#refusals.isFull) return;
    }
  }

  end(): MetricsBatch {
    const columnOf = ({ values, present, count }: Draft): Column =>
      count === values.length ? { values } : { values, present };
    return {
      steps: this.#steps,
      columns: new Map([...this.#drafts].map(([name, draft]) => [name, columnOf(draft)])),
    };
  }

  #readStep(step: unknown, index: number): void {
    if (typeof step === 'number' && Number.isInteger(step) && step >= 0 && step <= LAST_STEP) {
      this.#steps[index] = step + 0;
    } else {
      this.#refusals.add(['steps', index, 'step'], quote(step), `a whole number from 0 to ${LAST_STEP}`);
    }
  }

  #readMetric(name: string, value: unknown, index: number): void {
    const parsed = parseMetricValue(value);
    if (parsed === undefined) {
      this.#refusals.add(['steps', index, name], quote(value), METRIC_VALUE);
      return;
    }
    const draft = this.#drafts.get(name) ?? this.#begin(name, index);
    if (draft === undefined) return;
    draft.values[index] = parsed;
    draft.present[index] = 1;
    draft.count += 1;
  }

  /** The column of a metric that no row before had. */
  #begin(name: string, index: number): Draft | undefined {
    const { length } = this.#steps;
    if (!isMetricName(name)) {
      this.#refusals.add(['steps', index, name], quote(name), METRIC_NAME);
      return undefined;
    }
    if (this.#drafts.size === MAX_METRICS) {
      this.#refusals.add(
        ['steps', index, name],
        quote(name),
        `at most ${MAX_METRICS} different metrics in a batch`,
      );
      return undefined;
    }
    const draft: Draft = { values: new Float64Array(length), present: new Uint8Array(length), count: 0 };
    this.#drafts.set(name, draft);
    return draft;
  }
}
