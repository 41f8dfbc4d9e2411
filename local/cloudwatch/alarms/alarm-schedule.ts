import type { Clock } from '../../clock/clock.ts';
import type { Alarm } from './alarm.ts';
import { evaluationIntervalMs } from './evaluate.ts';

export interface AlarmSchedule {
  /** To be called when alarms have come or gone. */
  rearm(): void;
  close(): void;
}

export interface AlarmScheduleOptions {
  readonly clock: Clock;
  /** How long after the end of an interval its data is looked at. */
  readonly delayMs: number;
  readonly alarms: () => readonly Alarm[];
  readonly evaluate: (alarm: Alarm) => void;
}

/** Evaluates each alarm at the whole minutes or ten seconds of the clock, with one timer for all. */
export function createAlarmSchedule({
  clock,
  delayMs,
  alarms,
  evaluate,
}: AlarmScheduleOptions): AlarmSchedule {
  let cancel = (): void => undefined;
  const now = () => clock.now() - delayMs;
  let lastTickMs = now();
  let isClosed = false;

  const tick = (): void => {
    const tickMs = now();
    const isDue = (alarm: Alarm): boolean => {
      const intervalMs = evaluationIntervalMs(alarm.definition);
      return Math.floor(tickMs / intervalMs) > Math.floor(lastTickMs / intervalMs);
    };
    const due = alarms().filter(isDue);
    lastTickMs = tickMs;
    try {
      for (const alarm of due) evaluate(alarm);
    } finally {
      rearm();
    }
  };

  const rearm = (): void => {
    cancel();
    const intervals = alarms().map(({ definition }) => evaluationIntervalMs(definition));
    if (isClosed || intervals.length === 0) return;
    const intervalMs = Math.min(...intervals);
    const current = now();
    cancel = clock.setTimer(tick, (Math.floor(current / intervalMs) + 1) * intervalMs - current);
  };

  return {
    rearm,
    close: () => {
      isClosed = true;
      cancel();
    },
  };
}
