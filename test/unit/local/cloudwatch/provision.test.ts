import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import type { Resource } from '../../../../local/cloud-assembly/resource.ts';
import { createAlarms } from '../../../../local/cloudwatch/alarms/alarms.ts';
import { createAlarmHistory } from '../../../../local/cloudwatch/alarms/history.ts';
import { provision } from '../../../../local/cloudwatch/provision.ts';

const anAlarm = (name: string, properties: object = {}): Resource => ({
  logicalId: `${name}Resource`,
  type: 'AWS::CloudWatch::Alarm',
  physicalId: name,
  properties: {
    Namespace: 'Shop',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    ...properties,
  },
});

const aResource = (type: string, properties: object = {}): Resource => ({
  logicalId: 'Other',
  type,
  physicalId: 'other',
  properties: { ...properties },
});

function anAccount() {
  const clock = createMovableClock({ running: false, startAt: 0 });
  const history = createAlarmHistory(clock, () => undefined);
  const alarms = createAlarms({ clock, history, onChange: () => undefined, onDelete: () => undefined });
  const acceptsAction = (arn: string) => arn.startsWith('arn:aws:lambda:');
  return {
    alarms,
    history: () => history.items().map(({ summary }) => summary),
    provision: (...resources: Resource[]) => provision(resources, { alarms, acceptsAction, clock }),
    names: () => alarms.list().map(({ definition }) => definition.name),
  };
}

describe('provisioning alarms', () => {
  it('makes an alarm of the name that Ref gives', () => {
    const account = anAccount();

    account.provision(anAlarm('stack-errors-1ABC'));

    expect(account.alarms.get('stack-errors-1ABC')).toMatchObject({
      definition: { name: 'stack-errors-1ABC', threshold: 10, treatMissingData: 'missing' },
      state: { value: 'INSUFFICIENT_DATA' },
    });
  });

  it('leaves an alarm alone that is as it was, and updates one that is not', () => {
    const account = anAccount();
    account.provision(anAlarm('same'), anAlarm('other'));

    account.provision(anAlarm('same'), anAlarm('other', { Threshold: 20 }));

    expect(account.history()).toEqual([
      'Alarm "same" created',
      'Alarm "other" created',
      'Alarm "other" updated',
    ]);
  });

  it('deletes what is gone from the template, but no alarm that was put by a call', () => {
    const account = anAccount();
    account.provision(anAlarm('stays'), anAlarm('goes'));
    const stays = account.alarms.get('stays');
    if (stays)
      account.alarms.put({
        ...stays,
        definition: { ...stays.definition, name: 'put' },
        isProvisioned: false,
      });

    account.provision(anAlarm('stays'));

    expect(account.names()).toEqual(['put', 'stays']);
  });

  it('names everything that is not supported at once, and changes nothing', () => {
    const account = anAccount();
    account.provision(anAlarm('before'));

    const refusal = (): unknown =>
      account.provision(
        anAlarm('fine'),
        anAlarm('math', { Metrics: [{ Id: 'e1', Expression: 'a/b' }] }),
        anAlarm('topic', { AlarmActions: ['arn:aws:sns:eu-west-1:1:t'] }),
        anAlarm('band', { ThresholdMetricId: 'ad1' }),
        aResource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: 'ALARM(a)' }),
        aResource('AWS::CloudWatch::AnomalyDetector'),
        aResource('AWS::CloudWatch::Dashboard', { DashboardBody: 'not json' }),
      );

    expect(refusal).toThrow(
      [
        'mathResource (AWS::CloudWatch::Alarm): Metrics.member.1.Expression: metric math is not supported by this local CloudWatch',
        'topicResource (AWS::CloudWatch::Alarm): The action arn:aws:sns:eu-west-1:1:t is not supported by this local CloudWatch',
        'bandResource (AWS::CloudWatch::Alarm): The parameter ThresholdMetricId is not supported by this local CloudWatch',
        'Other (AWS::CloudWatch::CompositeAlarm): is not supported by this local CloudWatch: only Alarm and Dashboard are',
        'Other (AWS::CloudWatch::AnomalyDetector): is not supported by this local CloudWatch: only Alarm and Dashboard are',
        'Other (AWS::CloudWatch::Dashboard): DashboardBody is not JSON',
      ].join('\n'),
    );
    expect(account.names()).toEqual(['before']);
  });
});
