import type { Severity } from './incident-item.ts';
import type { ExecutionMode, ExecutionStatus, ExecutionTrigger } from './runbook-execution.ts';

export interface RunbookAnswer {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly automation: 'automatic' | 'semi_automatic';
  readonly expected_recovery_seconds: number;
  readonly components: readonly string[];
  readonly inputs: Readonly<Record<string, { readonly description: string }>>;
  readonly triggers: readonly { readonly alarm: string; readonly for_each?: string }[];
  readonly steps: readonly {
    readonly id: string;
    readonly name: string;
    readonly action: string;
    readonly approval: boolean;
    readonly on_failure: 'stop' | 'continue';
    readonly timeout_seconds: number;
  }[];
  readonly manual_recovery: readonly string[];
  readonly prevention: readonly string[];
  /** The newest one that acts and has not ended. */
  readonly open_execution?: string;
}

/** Times: ISO 8601 UTC. */
export interface ExecutionLineAnswer {
  readonly id: string;
  readonly runbook: string;
  readonly mode: ExecutionMode;
  readonly status: ExecutionStatus;
  readonly resource: string;
  readonly trigger: ExecutionTrigger;
  readonly started_at: string;
  readonly ended_at?: string;
  readonly incident_id?: string;
  /** That it waits for. */
  readonly approval_id?: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface ExecutionAnswer extends ExecutionLineAnswer {
  readonly input: Readonly<Record<string, unknown>>;
  readonly stopped_by?: { readonly by: string; readonly at: string; readonly reason: string };
  readonly steps: readonly {
    readonly name: string;
    readonly status: string;
    readonly started_at: string;
    readonly ended_at?: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: string;
  }[];
}
