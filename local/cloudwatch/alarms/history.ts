import type { Clock } from '../../clock/clock.ts';

export type HistoryItemType = 'ConfigurationUpdate' | 'StateUpdate' | 'Action';

export interface HistoryItem {
  /** Grows by one an item; a place among pages. */
  readonly sequence: number;
  readonly alarmName: string;
  readonly timestampMs: number;
  readonly type: HistoryItemType;
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
}

export interface AlarmHistory {
  add(item: Omit<HistoryItem, 'sequence' | 'timestampMs' | 'data'> & { readonly data: unknown }): void;
  /** Oldest first. */
  items(): readonly HistoryItem[];
  restore(item: HistoryItem): void;
}

/** CloudWatch keeps history for 30 days, also of alarms that were deleted. */
const KEPT_MS = 30 * 24 * 3_600_000;
const MOST_ITEMS = 10_000;

export function createAlarmHistory(clock: Clock, onAdd: (item: HistoryItem) => void): AlarmHistory {
  let kept: HistoryItem[] = [];
  let sequence = 0;

  const push = (item: HistoryItem): void => {
    sequence = Math.max(sequence, item.sequence);
    kept.push(item);
    if (kept.length > 2 * MOST_ITEMS) kept = kept.slice(-MOST_ITEMS);
  };

  return {
    add: ({ data, ...item }) => {
      const added = { ...item, sequence: sequence + 1, timestampMs: clock.now(), data: JSON.stringify(data) };
      push(added);
      onAdd(added);
    },
    items: () => {
      const since = clock.now() - KEPT_MS;
      return kept.slice(-MOST_ITEMS).filter(({ timestampMs }) => timestampMs >= since);
    },
    restore: push,
  };
}
