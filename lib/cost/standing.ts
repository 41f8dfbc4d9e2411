import type { CostLine } from './cost-line.ts';
import { PRICES } from './prices.ts';

/** What a stage consists of, as far as it costs something while nobody uses it. */
export interface Standing {
  readonly alarms: number;
  /** Those with a period below a minute. */
  readonly highResolutionAlarms: number;
  readonly dashboards: number;
  readonly series: number;
  readonly schedules: readonly Schedule[];
  /** Queues that functions are started from. */
  readonly polledQueues: number;
}

/** A function that is started by the clock. */
export interface Schedule {
  readonly runsPerMonth: number;
  readonly memoryMb: number;
}

export const MINUTES_A_MONTH = 30 * 24 * 60;

/** Of a run that finds nothing to do, which is nearly each. Generous: they take less. */
const RUN = { seconds: 0.2, readUnits: 5 } as const;

/** Source: "Using Lambda with Amazon SQS": five long polls of 20 s at once, all the time. */
const POLLS_A_MINUTE = 5 * 3;

/** What a stage costs by being there. Metrics are priced as if each were published in every hour. */
export function standingCost(standing: Standing): readonly CostLine[] {
  const { alarms, highResolutionAlarms, dashboards, series, schedules, polledQueues } = standing;
  const runs = schedules.reduce((sum, { runsPerMonth }) => sum + runsPerMonth, 0);
  const gbSeconds = schedules.reduce(
    (sum, { runsPerMonth, memoryMb }) => sum + (runsPerMonth * RUN.seconds * memoryMb) / 1_024,
    0,
  );
  const polls = polledQueues * POLLS_A_MINUTE * MINUTES_A_MONTH;
  return [
    { what: 'alarms', quantity: alarms, unit: 'alarms', price: PRICES.alarmMonth },
    {
      what: 'alarms of periods below a minute',
      quantity: highResolutionAlarms,
      unit: 'alarms',
      price: PRICES.highResolutionAlarmMonth,
    },
    { what: 'dashboards', quantity: dashboards, unit: 'dashboards', price: PRICES.dashboardMonth },
    { what: 'metrics, at most', quantity: series, unit: 'series', price: PRICES.metricMonth },
    { what: 'scheduled runs', quantity: runs, unit: 'runs', price: PRICES.lambdaRequest },
    { what: 'their time', quantity: gbSeconds, unit: 'GB s', price: PRICES.lambdaGbSecond },
    {
      what: 'their reads',
      quantity: runs * RUN.readUnits,
      unit: 'read units',
      price: PRICES.dynamoDbReadUnit,
    },
    { what: 'polls of queues', quantity: polls, unit: 'requests', price: PRICES.sqsRequest },
  ];
}
