import { readFileSync } from 'node:fs';
import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import { at, serveCloudWatch } from './served-cloudwatch.ts';

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const PRIOR_STATES: readonly StateValue[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const PERIOD_SECONDS = 10;

const rows = v.parse(
  v.array(
    v.object({
      evaluation_periods: v.number(),
      datapoints_to_alarm: v.number(),
      points_oldest_first: v.array(v.string()),
      state: v.object({
        missing: v.string(),
        ignore: v.string(),
        breaching: v.string(),
        notBreaching: v.string(),
      }),
    }),
  ),
  JSON.parse(readFileSync(new URL('../../support/vectors/alarm-tables.json', import.meta.url), 'utf8')),
);

const cases = rows.flatMap((row, index) =>
  TREATMENTS.flatMap((treatment) =>
    PRIOR_STATES.map((prior) => ({
      ...row,
      index,
      treatment,
      prior,
      name: `row-${index}-${treatment}-${prior}`,
      points: row.points_oldest_first.join(' '),
    })),
  ),
);

const states = new Map<string | undefined, StateValue | undefined>();
let close: () => Promise<void>;

/** All alarms at once, and one evaluation of them. */
beforeAll(async () => {
  const served = await serveCloudWatch();
  close = served.close;
  await served.client.send(
    new PutMetricDataCommand({
      Namespace: 'Tables',
      MetricData: rows.flatMap(({ points_oldest_first: points }, row) =>
        points.flatMap((point, index) =>
          point === '-'
            ? []
            : [
                {
                  MetricName: `row-${row}`,
                  Value: point === 'X' ? 1 : 0,
                  Timestamp: at((index - points.length + 1) * PERIOD_SECONDS * 1_000),
                  StorageResolution: 1,
                },
              ],
        ),
      ),
    }),
  );
  await Promise.all(
    cases.map(async ({ name, index, treatment, prior, evaluation_periods, datapoints_to_alarm }) => {
      await served.client.send(
        new PutMetricAlarmCommand({
          AlarmName: name,
          Namespace: 'Tables',
          MetricName: `row-${index}`,
          Statistic: 'Maximum',
          Period: PERIOD_SECONDS,
          EvaluationPeriods: evaluation_periods,
          DatapointsToAlarm: datapoints_to_alarm,
          Threshold: 0.5,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: treatment,
        }),
      );
      await served.client.send(
        new SetAlarmStateCommand({ AlarmName: name, StateValue: prior, StateReason: 'before' }),
      );
    }),
  );
  await served.clock.advance(PERIOD_SECONDS * 1_000);
  for (const prefix of rows.map((_, index) => `row-${index}-`)) {
    const { MetricAlarms = [] } = await served.client.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: prefix }),
    );
    for (const { AlarmName, StateValue } of MetricAlarms) states.set(AlarmName, StateValue);
  }
});
afterAll(() => close());

describe("the documentation's tables for missing data, over the wire", () => {
  it.each(cases)('$points treated as $treatment, when $prior before', ({ name, state, treatment, prior }) => {
    const expected = state[treatment] === 'retain' ? prior : state[treatment];

    expect(states.get(name)).toBe(expected);
  });
});
