import * as v from 'valibot';
import type { Alarms } from '../alarms/alarms.ts';
import type { AlarmHistory } from '../alarms/history.ts';
import type { Outbox } from '../alarms/outbox.ts';
import { parseAlarm } from '../api/alarm-definition.ts';
import type { Measurement } from '../metrics/metric-point.ts';
import type { MetricStore, StoredSeries } from '../metrics/metric-store.ts';
import { recordSchemas } from './record.ts';

export interface Restored {
  readonly store: MetricStore;
  readonly alarms: Alarms;
  readonly history: AlarmHistory;
  readonly outbox: Outbox;
}

const anyRecord = v.tupleWithRest([v.string()], v.unknown());

/** Replays a journal, record after record. Throws for what is no record. */
export function createRestorer({ store, alarms, history, outbox }: Restored): (record: unknown) => void {
  const metrics = createMetricRestorer(store);
  return (record) => {
    const [kind, ...rest] = v.parse(anyRecord, record);
    switch (kind) {
      case 'alarm': {
        const [alarm] = v.parse(recordSchemas.alarm, rest);
        alarms.restore({ ...alarm, definition: parseAlarm(alarm.source) });
        return;
      }
      case 'alarmDeleted': {
        alarms.forget(...v.parse(recordSchemas.alarmDeleted, rest));
        return;
      }
      case 'history': {
        history.restore(...v.parse(recordSchemas.history, rest));
        return;
      }
      case 'delivery': {
        outbox.add(v.parse(recordSchemas.delivery, rest));
        return;
      }
      case 'delivered': {
        outbox.forget(...v.parse(recordSchemas.delivered, rest));
        return;
      }
      default: {
        metrics(kind, rest);
        return;
      }
    }
  };
}

function createMetricRestorer(store: MetricStore): (kind: string, rest: unknown) => void {
  const known = new Map<number, StoredSeries>();

  const seriesOf = (number: number): StoredSeries => {
    const series = known.get(number);
    if (!series) throw new Error(`there is no metric ${number}`);
    return series;
  };

  const add = (
    number: number,
    at: { resolutionSeconds: 1 | 60; ms: number },
    measurement: Measurement,
  ): void => {
    const { stored, timeline } = seriesOf(number);
    timeline.add({ seconds: at.ms / 1_000, resolutionSeconds: at.resolutionSeconds }, measurement);
    stored.lastRecordedMs = Math.max(stored.lastRecordedMs, at.ms);
  };

  return (kind, rest) => {
    switch (kind) {
      case 'series': {
        const [number, { unit, lastRecordedMs, ...names }] = v.parse(recordSchemas.series, rest);
        const metric = { ...names, dimensions: Object.fromEntries(names.dimensions) };
        known.set(number, store.series({ metric, unit }, lastRecordedMs));
        return;
      }
      case 'point': {
        const [number, resolutionSeconds, ms, value, count] = v.parse(recordSchemas.point, rest);
        add(number, { resolutionSeconds, ms }, { value, count });
        return;
      }
      case 'set': {
        const [number, resolutionSeconds, ms, measurement] = v.parse(recordSchemas.set, rest);
        add(number, { resolutionSeconds, ms }, measurement);
        return;
      }
      case 'bucket': {
        const [number, resolutionSeconds, startSeconds, { samples, ...numbers }] = v.parse(
          recordSchemas.bucket,
          rest,
        );
        const aggregate = { ...numbers, samples: samples ?? undefined };
        seriesOf(number).timeline.restore({ resolutionSeconds, startSeconds, aggregate });
        return;
      }
      default:
        throw new Error(`${kind} is no kind of record`);
    }
  };
}
