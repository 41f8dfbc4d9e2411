import type { AlarmDefinition, ComparisonOperator } from './alarm.ts';
import type { EvaluatedPoint, Evaluation } from './evaluate.ts';
import { eventTime } from './event-time.ts';
import type { StateValue } from './state-change.ts';

/** A reason has at most 1,023 characters, and its data 4,000: of more data points only the newest are told. */
const MOST_IN_REASON = 10;
const MOST_IN_DATA = 25;

const COMPARISONS: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export const INITIAL_REASON = 'Unchecked: Initial alarm creation';

/** In the words of CloudWatch, which people know from mails and search for. */
export function reasonOf(
  definition: AlarmDefinition,
  { points, filled }: Evaluation,
  { from, to }: { from: StateValue; to: StateValue },
): string {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = definition;
  if (to === 'INSUFFICIENT_DATA') return `Insufficient Data: ${datapoints(filled)} ${were(filled)} unknown.`;
  const isFilledIn = filled > 0 && (treatMissingData === 'breaching' || treatMissingData === 'notBreaching');
  const treatment = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  const missing = isFilledIn ? ` and ${missingDatapoints(filled)} treated as [${treatment}]` : '';
  const counted = points.filter(({ isBreaching }) => isBreaching === (to === 'ALARM'));
  if (counted.length === 0) {
    const received = points.length === 0 ? 'no datapoints' : datapoints(points.length);
    const verb = points.length === 0 ? 'were' : were(points.length);
    return `Threshold Crossed: ${received} ${verb} received for ${evaluationPeriods} ${plural('period', evaluationPeriods)}${missing}.`;
  }
  const crossed = `${list(counted)} ${were(counted.length)} ${to === 'OK' ? 'not ' : ''}${COMPARISONS[definition.comparisonOperator]} the threshold (${decimal(definition.threshold)})${missing}`;
  if (datapointsToAlarm === undefined) return `Threshold Crossed: ${datapoints(counted.length)} ${crossed}.`;
  const minimum = to === 'ALARM' ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  return `Threshold Crossed: ${counted.length} out of the last ${evaluationPeriods} datapoints ${crossed} (minimum ${datapoints(minimum)} for ${from} -> ${to} transition).`;
}

/** JSON text. Data points are listed oldest first in `recentDatapoints`, newest first in `evaluatedDatapoints`. */
export function reasonDataOf(
  { statistic, periodSeconds, threshold, unit }: AlarmDefinition,
  { points }: Evaluation,
  nowMs: number,
): string {
  const told = points.slice(0, MOST_IN_DATA);
  const oldest = told.at(-1);
  return JSON.stringify({
    version: '1.0',
    queryDate: eventTime(nowMs),
    ...(oldest ? { startDate: eventTime(oldest.startSeconds * 1_000) } : {}),
    ...(unit ? { unit } : {}),
    statistic: statistic.name,
    period: periodSeconds,
    recentDatapoints: told.map(({ value }) => value).reverse(),
    threshold,
    evaluatedDatapoints: told.map(({ startSeconds, sampleCount, value }) => ({
      timestamp: eventTime(startSeconds * 1_000),
      sampleCount,
      value,
    })),
  });
}

function list(points: readonly EvaluatedPoint[]): string {
  const told = points
    .slice(0, MOST_IN_REASON)
    .map(({ value, startSeconds }) => `${decimal(value)} (${minute(startSeconds)})`);
  return `[${told.join(', ')}${points.length > MOST_IN_REASON ? ', ...' : ''}]`;
}

/** `02/10/19 16:59:00`, UTC. */
function minute(seconds: number): string {
  const [date = '', time = ''] = new Date(seconds * 1_000).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

/** As Java prints a double: whole numbers have a decimal, too. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const plural = (noun: string, count: number) => (count === 1 ? noun : `${noun}s`);
const datapoints = (count: number) => `${count} ${plural('datapoint', count)}`;
const missingDatapoints = (count: number) => `${count} missing ${plural('datapoint', count)} ${were(count)}`;
const were = (count: number) => (count === 1 ? 'was' : 'were');
