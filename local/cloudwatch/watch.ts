import type { Alarm } from './alarms/alarm.ts';
import { createAlarms, type Alarms } from './alarms/alarms.ts';
import { createAlarmHistory, type AlarmHistory } from './alarms/history.ts';
import { createOutbox, type Delivery, type Failure, type Outbox } from './alarms/outbox.ts';
import type { CloudWatchOptions } from './options.ts';
import type { Log } from './persistence/log.ts';
import type { JournalRecord } from './persistence/record.ts';

/** Alarms, what became of them, and what they have to tell; and a log of all that. */
export interface Watch {
  readonly alarms: Alarms;
  readonly history: AlarmHistory;
  readonly outbox: Outbox;
  snapshot(): Iterable<JournalRecord>;
}

export function createWatch(options: CloudWatchOptions, log: Log, onListChange: () => void): Watch {
  const { clock } = options;
  const history = createAlarmHistory(clock, (item) => {
    log.write(['history', item]);
  });
  const outbox = createOutbox({
    clock,
    deliver: (delivery) => deliver(delivery, options),
    onDone: (delivery, failure) => {
      if ('action' in delivery) history.add(actionDone(delivery, failure));
      log.write(['delivered', delivery.id]);
      log.flush();
    },
  });
  const alarms = createAlarms({
    clock,
    history,
    onChange: (alarm, deliveries) => {
      log.write(alarmRecord(alarm), ...deliveries.map((delivery) => ['delivery', delivery] as const));
      outbox.add(deliveries);
      log.flush();
      onListChange();
      outbox.send();
    },
    onDelete: (name) => {
      log.write(['alarmDeleted', name]);
      log.flush();
      onListChange();
    },
  });
  return { alarms, history, outbox, snapshot: () => snapshotOf({ alarms, history, outbox }) };
}

async function deliver(
  delivery: Delivery,
  { onStateChange, onAlarmAction }: CloudWatchOptions,
): Promise<void> {
  if ('action' in delivery) return onAlarmAction?.(delivery.action);
  try {
    await onStateChange?.(delivery.event);
  } catch (error) {
    const { alarmName, state } = delivery.event.detail;
    process.stderr.write(
      `local: CloudWatch could not tell that ${alarmName} is ${state.value}, and will try again: ${String(error)}\n`,
    );
    throw error;
  }
}

function actionDone({ action }: Extract<Delivery, { action: unknown }>, failure: Failure | undefined) {
  const { actionArn, event } = action;
  const problem = failure && (failure.cause instanceof Error ? failure.cause.message : String(failure.cause));
  return {
    alarmName: event.alarmData.alarmName,
    type: 'Action',
    summary:
      problem === undefined
        ? `Successfully executed action ${actionArn}`
        : `Failed to execute action ${actionArn}. Received error: "${problem}"`,
    data: {
      version: '1.0',
      actionState: failure ? 'Failed' : 'Succeeded',
      notificationResource: actionArn,
      error: problem ?? null,
    },
  } as const;
}

function alarmRecord({ source, isProvisioned, configuredMs, state }: Alarm): JournalRecord {
  return ['alarm', { source, isProvisioned, configuredMs, state }];
}

function* snapshotOf({ alarms, history, outbox }: Omit<Watch, 'snapshot'>): Iterable<JournalRecord> {
  for (const alarm of alarms.list()) yield alarmRecord(alarm);
  for (const item of history.items()) yield ['history', item];
  for (const delivery of outbox.pending()) yield ['delivery', delivery];
}
