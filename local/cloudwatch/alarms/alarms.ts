import type { Clock } from '../../clock/clock.ts';
import type { Alarm, AlarmDefinition, AlarmSource } from './alarm.ts';
import type { AlarmHistory } from './history.ts';
import type { Delivery } from './outbox.ts';
import { INITIAL_REASON } from './reason.ts';

export interface AlarmsOptions {
  readonly clock: Clock;
  readonly history: AlarmHistory;
  /** An alarm is new, or is not what it was; `deliveries` are what that asks for. Must be safe before it returns. */
  readonly onChange: (alarm: Alarm, deliveries: readonly Delivery[]) => void;
  readonly onDelete: (name: string) => void;
}

export interface NewAlarm {
  readonly definition: AlarmDefinition;
  readonly source: AlarmSource;
  /** Made by a template. */
  readonly isProvisioned: boolean;
}

export interface Alarms {
  /** A new alarm has INSUFFICIENT_DATA; one that exists keeps its state. */
  put(alarm: NewAlarm): void;
  /** Puts an alarm into a new state. */
  change(alarm: Alarm, deliveries: readonly Delivery[]): void;
  /** False when there is none of the name. */
  delete(name: string): boolean;
  get(name: string): Alarm | undefined;
  /** In order of their names. */
  list(): readonly Alarm[];
  restore(alarm: Alarm): void;
  forget(name: string): void;
}

export function createAlarms({ clock, history, onChange, onDelete }: AlarmsOptions): Alarms {
  const alarms = new Map<string, Alarm>();

  const change = (alarm: Alarm, deliveries: readonly Delivery[]): void => {
    alarms.set(alarm.definition.name, alarm);
    onChange(alarm, deliveries);
  };

  return {
    put: (alarm) => {
      const known = alarms.get(alarm.definition.name);
      const updated = { ...asNew(alarm, clock.now()), ...(known ? { state: known.state } : {}) };
      history.add(configurationUpdate(updated, known ? 'Update' : 'Create'));
      change({ ...updated, isProvisioned: alarm.isProvisioned || known?.isProvisioned === true }, []);
    },
    change,
    delete: (name) => {
      const alarm = alarms.get(name);
      if (!alarm) return false;
      history.add(configurationUpdate(alarm, 'Delete'));
      alarms.delete(name);
      onDelete(name);
      return true;
    },
    get: (name) => alarms.get(name),
    list: () =>
      [...alarms.values()].sort((left, right) => (left.definition.name < right.definition.name ? -1 : 1)),
    restore: (alarm) => {
      alarms.set(alarm.definition.name, alarm);
    },
    forget: (name) => {
      alarms.delete(name);
    },
  };
}

function asNew(alarm: NewAlarm, nowMs: number): Alarm {
  const state = {
    value: 'INSUFFICIENT_DATA',
    reason: INITIAL_REASON,
    updatedMs: nowMs,
    transitionedMs: nowMs,
  } as const;
  return { ...alarm, configuredMs: nowMs, state };
}

function configurationUpdate({ definition, source }: Alarm, type: 'Create' | 'Update' | 'Delete') {
  const done = `${type.toLowerCase()}d`;
  return {
    alarmName: definition.name,
    type: 'ConfigurationUpdate',
    summary: `Alarm "${definition.name}" ${done}`,
    data: { version: '1.0', type, [`${done}Alarm`]: source },
  } as const;
}
