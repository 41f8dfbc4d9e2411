import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { alarmPrefix } from '../../lib/contracts/names.ts';
import type { LocalStack } from '../../local/stack.ts';
import type { AlarmSeen } from '../../rehearsal/events/looks.ts';

/** The alarms of a stage as CloudWatch has them, without what their names begin with. */
export function alarmStates({ awsUrl, region, root }: LocalStack, stage: string) {
  const client = new CloudWatchClient({ endpoint: awsUrl, region, credentials: root.credentials });
  const AlarmNamePrefix = alarmPrefix(stage);
  return {
    read: async (): Promise<readonly AlarmSeen[]> => {
      const { MetricAlarms = [] } = await client.send(
        new DescribeAlarmsCommand({ AlarmNamePrefix, MaxRecords: 100 }),
      );
      return MetricAlarms.map(({ AlarmName = '', StateValue }) => ({
        name: AlarmName.slice(AlarmNamePrefix.length),
        isOn: StateValue === 'ALARM',
      }));
    },
    close: () => {
      client.destroy();
    },
  };
}
