import { GetMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Figure, FigureQuery, SignalFigures } from '../signals/ports.ts';
import { callStore } from './store-failure.ts';

/** What alarms look at, asked of CloudWatch: $0.01 per 1,000 calls. */
export class CloudWatchSignalFigures implements SignalFigures {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient) {
    this.#client = client;
  }

  /** One query in one call: so few periods are never more than a page. Data in several units are several series. */
  async read({ signal, from, to, periodSeconds }: FigureQuery): Promise<readonly Figure[]> {
    const { namespace, metric, dimensions, statistic } = signal;
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const command = new GetMetricDataCommand({
      StartTime: new Date(from),
      EndTime: new Date(to),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        {
          Id: 'signal',
          MetricStat: {
            Metric: { Namespace: namespace, MetricName: metric, Dimensions },
            Period: periodSeconds,
            Stat: statistic,
          },
        },
      ],
    });
    const { MetricDataResults = [] } = await callStore('metric store', () => this.#client.send(command));
    return MetricDataResults.flatMap(({ Timestamps = [], Values = [] }) =>
      Values.flatMap((value, index) => {
        const at = Timestamps[index]?.getTime();
        return at === undefined ? [] : [{ at, value }];
      }),
    ).sort((a, b) => a.at - b.at);
  }
}
