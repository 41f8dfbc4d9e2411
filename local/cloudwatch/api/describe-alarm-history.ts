import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { AlarmHistory, HistoryItem } from '../alarms/history.ts';
import type { Operation } from './operation.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { parameters, text } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const schema = v.strictObject({
  AlarmName: v.optional(text(255)),
  AlarmTypes: v.optional(v.array(v.picklist(['MetricAlarm', 'CompositeAlarm'])), ['MetricAlarm']),
  HistoryItemType: v.optional(v.picklist(['ConfigurationUpdate', 'StateUpdate', 'Action'])),
  StartDate: v.optional(parameters.timestampMs),
  EndDate: v.optional(parameters.timestampMs),
  MaxRecords: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 100),
  ScanBy: v.optional(v.picklist(['TimestampDescending', 'TimestampAscending']), 'TimestampDescending'),
  NextToken: v.optional(v.string()),
});

type Input = v.InferOutput<typeof schema>;

/** Of alarms that were deleted, too. */
export function describeAlarmHistory(history: AlarmHistory): Operation {
  return (raw) => {
    const input = parseInput(schema, raw, 'ValidationException');
    const found = history.items().filter((item) => matches(item, input));
    const inOrder = input.ScanBy === 'TimestampAscending' ? found : found.reverse();
    const remaining = input.NextToken === undefined ? inOrder : itemsAfter(inOrder, input.NextToken, input);
    const page = remaining.slice(0, input.MaxRecords);
    const last = page.at(-1);
    return {
      AlarmHistoryItems: page.map(described),
      ...(last && remaining.length > page.length ? { NextToken: pageToken(last.sequence) } : {}),
    };
  };
}

function itemsAfter(items: readonly HistoryItem[], token: string, { ScanBy }: Input): readonly HistoryItem[] {
  const last = readPageToken(v.number(), token);
  if (last === undefined) throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
  return items.filter(({ sequence }) =>
    ScanBy === 'TimestampAscending' ? sequence > last : sequence < last,
  );
}

function matches(item: HistoryItem, filter: Input): boolean {
  const { AlarmName, AlarmTypes, HistoryItemType, StartDate = -Infinity, EndDate = Infinity } = filter;
  return (
    AlarmTypes.includes('MetricAlarm') &&
    (AlarmName === undefined || item.alarmName === AlarmName) &&
    (HistoryItemType === undefined || item.type === HistoryItemType) &&
    item.timestampMs >= StartDate &&
    item.timestampMs <= EndDate
  );
}

function described({ alarmName, timestampMs, type, summary, data }: HistoryItem) {
  return {
    AlarmName: alarmName,
    AlarmType: 'MetricAlarm',
    Timestamp: timestampMs / 1_000,
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: data,
  };
}
