import { getMetricData } from './api/get-metric-data.ts';
import { getMetricStatistics } from './api/get-metric-statistics.ts';
import { listMetrics } from './api/list-metrics.ts';
import { putMetricData } from './api/put-metric-data.ts';
import { createService } from './api/service.ts';
import { ingestEmfLine } from './emf/emf-ingestion.ts';
import type { MetricPoint } from './metrics/metric-point.ts';
import { createMetricStore } from './metrics/metric-store.ts';
import type { CloudWatch, CloudWatchOptions } from './options.ts';

/** CloudWatch metrics and alarms on one machine: see docs/local-stack.md for what is supported. */
export function createCloudWatch({ clock, onMalformedEmf }: CloudWatchOptions): CloudWatch {
  const store = createMetricStore(clock);
  const now = () => clock.now();
  const record = (points: readonly MetricPoint[]): void => {
    for (const point of points) store.record(point);
  };

  return {
    service: createService({
      PutMetricData: putMetricData(now, record),
      GetMetricData: getMetricData(store, now),
      GetMetricStatistics: getMetricStatistics(store, now),
      ListMetrics: listMetrics(store, now),
    }),
    ingestLogLine: (logGroup, line) => {
      ingestEmfLine({ now, record, onMalformed: onMalformedEmf }, { logGroup, line });
    },
    record,
    provision: () => undefined,
    close: () => Promise.resolve(),
  };
}
