import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { AlarmLookout } from '../runbooks/settle-ports.ts';
import { callStore } from './store-failure.ts';

/** The alarms of a runbook: few, and far below the 100 that one call may name. */
export class CloudWatchAlarmLookout implements AlarmLookout {
  readonly #client: CloudWatchClient;
  readonly #prefix: string;

  constructor(client: CloudWatchClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async ringing(alarms: readonly string[]): Promise<readonly string[]> {
    if (alarms.length === 0) return [];
    const command = new DescribeAlarmsCommand({
      AlarmNames: alarms.map((alarm) => this.#prefix + alarm),
      AlarmTypes: ['MetricAlarm'],
      StateValue: 'ALARM',
      MaxRecords: 100,
    });
    const { MetricAlarms = [] } = await callStore('metric store', () => this.#client.send(command));
    return MetricAlarms.map(({ AlarmName = '' }) => AlarmName.slice(this.#prefix.length));
  }
}
