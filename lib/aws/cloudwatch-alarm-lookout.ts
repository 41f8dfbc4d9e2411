import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { AlarmLookout, AlarmsSeen } from '../runbooks/settle-ports.ts';
import { callStore } from './store-failure.ts';

/** The alarms of a runbook: few, and far below the 100 that one call may name. */
export class CloudWatchAlarmLookout implements AlarmLookout {
  readonly #client: CloudWatchClient;
  readonly #prefix: string;

  constructor(client: CloudWatchClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async look(alarms: readonly string[]): Promise<AlarmsSeen> {
    if (alarms.length === 0) return { ringing: [], silent: [] };
    const command = new DescribeAlarmsCommand({
      AlarmNames: alarms.map((alarm) => this.#prefix + alarm),
      AlarmTypes: ['MetricAlarm'],
      MaxRecords: 100,
    });
    const { MetricAlarms = [] } = await callStore('metric store', () => this.#client.send(command));
    const states = new Map(MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName, StateValue]));
    const stateOf = (alarm: string) => states.get(this.#prefix + alarm);
    return {
      ringing: alarms.filter((alarm) => stateOf(alarm) === 'ALARM'),
      silent: alarms.filter((alarm) => stateOf(alarm) !== 'ALARM' && stateOf(alarm) !== 'OK'),
    };
  }
}
