import { reasonDataOf, reasonOf } from '../../../../../local/cloudwatch/alarms/reason.ts';
import type { EvaluatedPoint } from '../../../../../local/cloudwatch/alarms/evaluate.ts';
import { parseAlarm } from '../../../../../local/cloudwatch/api/alarm-definition.ts';

const anAlarm = (source: object = {}) =>
  parseAlarm({
    AlarmName: 'ServerCpuTooHigh',
    Namespace: 'Servers',
    MetricName: 'CPUUtilization',
    Statistic: 'Average',
    Period: 300,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    ...source,
  });

const point = (value: number, time: string, isBreaching: boolean): EvaluatedPoint => ({
  value,
  startSeconds: Date.parse(time) / 1_000,
  sampleCount: 5,
  isBreaching,
});

/** The sentences are CloudWatch's own, from its User Guide and from alarms' histories. */
describe('the reason for a state', () => {
  it('tells what crossed the threshold', () => {
    const points = [point(99.50160229693434, '2019-10-02T16:59:00Z', true)];

    const reason = reasonOf(anAlarm(), { state: 'ALARM', points, filled: 0 }, { from: 'OK', to: 'ALARM' });

    expect(reason).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoints [99.50160229693434 (02/10/19 16:59:00)] was greater than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).',
    );
  });

  it('tells what did not', () => {
    const points = [point(0, '2019-10-01T13:47:00Z', false), point(60, '2019-10-01T13:46:00Z', true)];
    const alarm = anAlarm({ EvaluationPeriods: 2, DatapointsToAlarm: 2 });

    const reason = reasonOf(alarm, { state: 'OK', points, filled: 0 }, { from: 'ALARM', to: 'OK' });

    expect(reason).toBe(
      'Threshold Crossed: 1 out of the last 2 datapoints [0.0 (01/10/19 13:47:00)] was not greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).',
    );
  });

  it('is shorter for an alarm without datapoints to alarm', () => {
    const points = [
      point(2, '2026-08-19T05:50:00Z', true),
      point(3, '2026-08-19T05:47:00Z', true),
      point(1, '2026-08-19T05:44:00Z', true),
    ];
    const alarm = anAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: undefined, Threshold: 0 });

    const reason = reasonOf(alarm, { state: 'ALARM', points, filled: 0 }, { from: 'OK', to: 'ALARM' });

    expect(reason).toBe(
      'Threshold Crossed: 3 datapoints [2.0 (19/08/26 05:50:00), 3.0 (19/08/26 05:47:00), 1.0 (19/08/26 05:44:00)] were greater than the threshold (0.0).',
    );
  });

  it('tells how missing data was treated', () => {
    const points = [point(613, '2024-03-16T12:15:00Z', true)];
    const alarm = anAlarm({
      EvaluationPeriods: 20,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });

    const reason = reasonOf(alarm, { state: 'ALARM', points, filled: 19 }, { from: 'OK', to: 'ALARM' });

    expect(reason).toBe(
      'Threshold Crossed: 1 out of the last 20 datapoints [613.0 (16/03/24 12:15:00)] was greater than or equal to the threshold (1.0) and 19 missing datapoints were treated as [NonBreaching] (minimum 1 datapoint for OK -> ALARM transition).',
    );
  });

  it.each([
    [
      'breaching',
      'ALARM',
      'Threshold Crossed: no datapoints were received for 8 periods and 8 missing datapoints were treated as [Breaching].',
    ],
    [
      'notBreaching',
      'OK',
      'Threshold Crossed: no datapoints were received for 8 periods and 8 missing datapoints were treated as [NonBreaching].',
    ],
    ['missing', 'INSUFFICIENT_DATA', 'Insufficient Data: 8 datapoints were unknown.'],
  ] as const)('tells that there was no data, treated as %s', (TreatMissingData, to, sentence) => {
    const alarm = anAlarm({ EvaluationPeriods: 8, TreatMissingData });

    expect(reasonOf(alarm, { state: to, points: [], filled: 8 }, { from: 'OK', to })).toBe(sentence);
  });

  it('tells that only what was missing breached', () => {
    const alarm = anAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'breaching' });
    const points = [point(0, '2026-01-01T00:00:00Z', false)];

    const reason = reasonOf(alarm, { state: 'ALARM', points, filled: 2 }, { from: 'OK', to: 'ALARM' });

    expect(reason).toBe(
      'Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints were treated as [Breaching].',
    );
  });

  it('fits into its 1,023 characters, and its data into 4,000, with a thousand data points', () => {
    const points = Array.from({ length: 1_000 }, (_, index) =>
      point(index + 1 / 3, new Date(Date.UTC(2026, 0, 2) - index * 60_000).toISOString(), true),
    );
    const alarm = anAlarm({ Period: 60, EvaluationPeriods: 1_000, DatapointsToAlarm: 1_000 });
    const evaluation = { state: 'ALARM', points, filled: 0 } as const;

    expect(reasonOf(alarm, evaluation, { from: 'OK', to: 'ALARM' }).length).toBeLessThanOrEqual(1_023);
    expect(reasonDataOf(alarm, evaluation, Date.UTC(2026, 0, 2)).length).toBeLessThanOrEqual(4_000);
  });
});

describe('the data of a reason', () => {
  it('lists recent data points oldest first, and evaluated ones newest first', () => {
    const points = [point(15.5, '2022-01-17T14:42:00Z', true), point(11.25, '2022-01-17T14:37:00Z', true)];

    const data: unknown = JSON.parse(
      reasonDataOf(anAlarm(), { state: 'ALARM', points, filled: 0 }, Date.parse('2022-01-17T14:48:42.271Z')),
    );

    expect(data).toEqual({
      version: '1.0',
      queryDate: '2022-01-17T14:48:42.271+0000',
      startDate: '2022-01-17T14:37:00.000+0000',
      statistic: 'Average',
      period: 300,
      recentDatapoints: [11.25, 15.5],
      threshold: 50,
      evaluatedDatapoints: [
        { timestamp: '2022-01-17T14:42:00.000+0000', sampleCount: 5, value: 15.5 },
        { timestamp: '2022-01-17T14:37:00.000+0000', sampleCount: 5, value: 11.25 },
      ],
    });
  });
});
