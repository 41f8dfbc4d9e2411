import type { TreatMissingData } from './alarm.ts';
import type { StateValue } from './state-change.ts';

export interface DecisionRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
}

export type DataPoint = 'breaching' | 'notBreaching' | 'missing';

export interface Decision {
  readonly state: StateValue | 'retain';
  /** Places of the data points that it rests on, newest first. */
  readonly evaluated: readonly number[];
  /** How many missing data points were filled in. */
  readonly filled: number;
}

/**
 * How many periods more than EvaluationPeriods are looked at, to make up for missing data. CloudWatch does not say it
 * in general; in its documentation's tables three evaluation periods have a range of five.
 */
const EXTRA_PERIODS = 2;

export function evaluationRange({ evaluationPeriods }: Pick<DecisionRule, 'evaluationPeriods'>): number {
  return evaluationPeriods + EXTRA_PERIODS;
}

/**
 * The state an alarm should be in after the data points of its evaluation range, newest first.
 * Source: "How alarm state is evaluated when data is missing" and "Avoiding premature transitions to alarm state",
 * CloudWatch User Guide.
 */
export function decide(newestFirst: readonly DataPoint[], rule: DecisionRule): Decision {
  const places = newestFirst.flatMap((point, place) => (point === 'missing' ? [] : [place]));
  const evaluated = places.slice(0, rule.evaluationPeriods);
  const filled = rule.evaluationPeriods - evaluated.length;
  const breaching = evaluated.filter((place) => newestFirst[place] === 'breaching');
  return { state: stateOf({ evaluated, filled, breaching }, rule), evaluated, filled };
}

interface Evidence {
  readonly evaluated: readonly number[];
  readonly filled: number;
  readonly breaching: readonly number[];
}

function stateOf({ evaluated, filled, breaching }: Evidence, rule: DecisionRule): Decision['state'] {
  const { datapointsToAlarm, treatMissingData } = rule;
  const filledBreaching = treatMissingData === 'breaching' ? filled : 0;
  if (breaching.length + filledBreaching >= datapointsToAlarm) return 'ALARM';
  const isDecided = filled === 0 || treatMissingData === 'breaching' || treatMissingData === 'notBreaching';
  if (isDecided || evaluated.length > breaching.length) return 'OK';
  if (treatMissingData === 'ignore') return 'retain';
  const oldest = breaching.at(-1);
  if (oldest === undefined) return 'INSUFFICIENT_DATA';
  // All there is breaches, though it is too little. Since when tells whether a better data point may still come.
  return oldest + 1 >= datapointsToAlarm ? 'ALARM' : 'retain';
}
