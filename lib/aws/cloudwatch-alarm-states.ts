import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { AlarmState, AlarmStateSource } from '../observability/snapshot.ts';
import { callStore } from './store-failure.ts';

/** "DescribeAlarms", MaxRecords. */
const PAGE = 100;

/** The alarms whose names begin with the prefix, which is not part of the signal's name. */
export class CloudWatchAlarmStates implements AlarmStateSource {
  readonly #client: CloudWatchClient;
  readonly #prefix: string;

  constructor(client: CloudWatchClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async read(): Promise<readonly AlarmState[]> {
    const states: AlarmState[] = [];
    let NextToken: string | undefined;
    do {
      const command = new DescribeAlarmsCommand({
        AlarmNamePrefix: this.#prefix,
        AlarmTypes: ['MetricAlarm'],
        MaxRecords: PAGE,
        NextToken,
      });
      const page = await callStore('metric store', () => this.#client.send(command));
      for (const { AlarmName = '', StateValue } of page.MetricAlarms ?? [])
        states.push({ name: AlarmName.slice(this.#prefix.length), isActive: StateValue === 'ALARM' });
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return states;
  }
}
