import type { TimelineLine } from '../contracts/incident-item.ts';
import type { SettlingItem } from '../contracts/settling-item.ts';

// Every call throws StoreUnavailableError or StoreDeniedError.

/** Incidents that wait for the effect of an execution. */
export interface Settlings {
  /** In place of what an earlier execution of the incident has left; nothing where a later one has. */
  put(settling: SettlingItem): Promise<void>;
  /** Unless a later execution has put its own. */
  remove(settling: SettlingItem): Promise<void>;
  all(): Promise<readonly SettlingItem[]>;
}

/** The alarms of the stage, by their names in the table of alarms. */
export interface AlarmLookout {
  look(alarms: readonly string[]): Promise<AlarmsSeen>;
}

/** The others are OK. */
export interface AlarmsSeen {
  /** In ALARM. */
  readonly ringing: readonly string[];
  /** Without data, or not there any more. */
  readonly silent: readonly string[];
}

export interface Closure {
  readonly incidentId: string;
  readonly resolution: string;
  /** Of the gate that must have no open execution while it is written, and none that has ended since this one. */
  readonly runbook: string;
  readonly resource: string;
  readonly executionId: string;
}

/** Adapter: lib/incidents. */
export interface IncidentClosing {
  /** False when the gate is not idle: look again. True also for one that a person has resolved meanwhile. */
  resolveIdle(closure: Closure): Promise<boolean>;
  /** Asks for a person, unless it is resolved. The same id is the same line. */
  escalate(incidentId: string, line: TimelineLine): Promise<unknown>;
}
