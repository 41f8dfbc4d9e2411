import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
  type DescribeAlarmsCommandInput,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { at, refusalOf, serveCloudWatch } from './served-cloudwatch.ts';
import { describeAlarm, putAlarm } from './shop-alarm.ts';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:on-alarm';

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeEach(async () => {
  served = await serveCloudWatch({ acceptsAction: (arn) => arn === FUNCTION_ARN });
});
afterEach(() => served.close());

const describeNames = async (input: DescribeAlarmsCommandInput) => {
  const { MetricAlarms = [] } = await served.client.send(new DescribeAlarmsCommand(input));
  return MetricAlarms.map(({ AlarmName }) => AlarmName);
};

describe('PutMetricAlarm', () => {
  it('makes an alarm that has INSUFFICIENT_DATA, and is described as it was put', async () => {
    await putAlarm(served.client, {
      AlarmDescription: 'Too many errors',
      Dimensions: [{ Name: 'Mode', Value: 'fast' }],
      Unit: 'Count',
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [FUNCTION_ARN],
      Tags: [{ Key: 'team', Value: 'shop' }],
    });

    expect(await describeAlarm(served.client)).toEqual({
      AlarmName: 'shop-errors',
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-errors',
      AlarmDescription: 'Too many errors',
      AlarmConfigurationUpdatedTimestamp: at(0),
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [FUNCTION_ARN],
      InsufficientDataActions: [],
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: at(0),
      StateTransitionedTimestamp: at(0),
      Namespace: 'Shop',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'Mode', Value: 'fast' }],
      Unit: 'Count',
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('replaces all of an alarm but its state', async () => {
    await putAlarm(served.client, { AlarmDescription: 'old', TreatMissingData: 'breaching' });
    await served.client.send(
      new SetAlarmStateCommand({ AlarmName: 'shop-errors', StateValue: 'ALARM', StateReason: 'test' }),
    );

    await putAlarm(served.client, { Threshold: 20 });

    const alarm = await describeAlarm(served.client);
    expect(alarm).toMatchObject({ Threshold: 20, StateValue: 'ALARM', StateReason: 'test' });
    expect(alarm).not.toHaveProperty('AlarmDescription');
    expect(alarm).not.toHaveProperty('TreatMissingData');
  });

  it('takes the metric as a query, as templates of labelled metrics have it', async () => {
    const Metrics = [
      {
        Id: 'm1',
        Label: 'errors',
        MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Errors' }, Period: 60, Stat: 'p90' },
        ReturnData: true,
      },
    ];
    const unnamed = { MetricName: undefined, Namespace: undefined, Statistic: undefined, Period: undefined };

    await putAlarm(served.client, { ...unnamed, Metrics });

    expect((await describeAlarm(served.client))?.Metrics).toEqual(Metrics);
  });

  it.each<[what: string, input: Partial<PutMetricAlarmCommandInput>, message: RegExp]>([
    [
      'metric math',
      { MetricName: undefined, Metrics: [{ Id: 'e1', Expression: 'm1 / m2' }] },
      /Metrics\.member\.1\.Expression: metric math is not supported/,
    ],
    ['a metric twice', { Metrics: [{ Id: 'm1', MetricStat: undefined }] }, /MetricStat is required/],
    ['anomaly detection', { ThresholdMetricId: 'ad1' }, /ThresholdMetricId is not supported/],
    [
      'comparison with a band',
      { ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' },
      /ComparisonOperator is invalid/,
    ],
    ['no threshold', { Threshold: undefined }, /Threshold is required/],
    ['no metric', { MetricName: undefined }, /MetricName is required/],
    ['no statistic', { Statistic: undefined }, /Statistic or ExtendedStatistic is required/],
    ['two statistics', { ExtendedStatistic: 'p90' }, /mutually exclusive/],
    ['a trimmed mean', { Statistic: undefined, ExtendedStatistic: 'tm90' }, /tm90 is not/],
    ['a period of 5 s', { Period: 5 }, /alarms take 10, 20, 30/],
    ['a period of 45 s', { Period: 45 }, /45 is not/],
    ['2 out of 1', { DatapointsToAlarm: 2 }, /must not be greater than EvaluationPeriods/],
    ['25 hours of minutes', { EvaluationPeriods: 1_500 }, /must not be more than 86400 seconds/],
    ['8 days of hours', { Period: 3_600, EvaluationPeriods: 192 }, /must not be more than 604800 seconds/],
    ['an unknown treatment', { TreatMissingData: 'zero' }, /TreatMissingData is invalid/],
    ['an action of no kind here', { OKActions: ['arn:aws:sns:x:y:z'] }, /arn:aws:sns:x:y:z is not supported/],
    ['six actions', { AlarmActions: Array.from({ length: 6 }, () => FUNCTION_ARN) }, /At most 5 actions/],
    ['a name with a line break', { AlarmName: 'a\nb' }, /Control characters/],
    ['NaN', { Threshold: NaN }, /NaN is not a number/],
  ])('refuses %s', async (_what, input, message) => {
    const refusal = await refusalOf(putAlarm(served.client, input));

    expect(refusal).toEqual({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('DescribeAlarms', () => {
  it('filters by name, prefix, state, action and type', async () => {
    await putAlarm(served.client, { AlarmName: 'a-1', AlarmActions: [FUNCTION_ARN] });
    await putAlarm(served.client, { AlarmName: 'a-2' });
    await putAlarm(served.client, { AlarmName: 'b-1' });
    await served.client.send(
      new SetAlarmStateCommand({ AlarmName: 'a-2', StateValue: 'OK', StateReason: 'x' }),
    );

    const found = await Promise.all([
      describeNames({ AlarmNames: ['b-1', 'a-1', 'nothing'] }),
      describeNames({ AlarmNamePrefix: 'a-' }),
      describeNames({ StateValue: 'OK' }),
      describeNames({ ActionPrefix: 'arn:aws:lambda' }),
      describeNames({ AlarmTypes: ['CompositeAlarm'] }),
    ]);

    expect(found).toEqual([['a-1', 'b-1'], ['a-1', 'a-2'], ['a-2'], ['a-1'], []]);
  });

  it('gives all alarms in pages', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `alarm-${index}`);
    await Promise.all(names.map((AlarmName) => putAlarm(served.client, { AlarmName })));

    const seen: (string | undefined)[] = [];
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
      { client: served.client },
      { MaxRecords: 3 },
    )) {
      seen.push(...MetricAlarms.map(({ AlarmName }) => AlarmName));
    }

    expect(seen).toEqual(names);
  });

  it('refuses a made-up token, and what asks for composite alarms', async () => {
    const token = await refusalOf(describeNames({ NextToken: 'nonsense' }));
    const children = await refusalOf(describeNames({ ChildrenOfAlarmName: 'a' }));

    expect(token.name).toBe('InvalidNextToken');
    expect(children.message).toContain('ChildrenOfAlarmName is not supported');
  });
});

describe('DeleteAlarms', () => {
  it('deletes the alarms that exist, and names those that do not', async () => {
    await putAlarm(served.client, { AlarmName: 'a' });
    await putAlarm(served.client, { AlarmName: 'b' });

    const refusal = await refusalOf(
      served.client.send(new DeleteAlarmsCommand({ AlarmNames: ['a', 'nothing'] })),
    );

    expect(refusal).toEqual({ name: 'ResourceNotFound', message: 'There is no alarm nothing' });
    expect(await describeNames({})).toEqual(['b']);
  });
});

describe('DisableAlarmActions and EnableAlarmActions', () => {
  it('switch ActionsEnabled, and pass over what does not exist', async () => {
    await putAlarm(served.client);
    const AlarmNames = ['shop-errors', 'nothing'];

    await served.client.send(new DisableAlarmActionsCommand({ AlarmNames }));
    const disabled = await describeAlarm(served.client);
    await served.client.send(new EnableAlarmActionsCommand({ AlarmNames }));
    const enabled = await describeAlarm(served.client);

    expect([disabled?.ActionsEnabled, enabled?.ActionsEnabled]).toEqual([false, true]);
  });
});
