import type { AuditLine } from '../../lib/contracts/approval-audit.ts';
import type { ApprovalStatus, DecisionWay } from '../../lib/contracts/approval-item.ts';
import type { ExecutionTrigger } from '../../lib/contracts/runbook-execution.ts';

/** Times: ISO 8601 UTC. */
export interface ApprovalLineAnswer {
  readonly id: string;
  readonly execution_id: string;
  readonly runbook: string;
  readonly resource: string;
  readonly step: string;
  readonly step_name: string;
  readonly trigger: ExecutionTrigger;
  readonly summary: string;
  readonly plan: Readonly<Record<string, unknown>>;
  readonly plan_hash: string;
  readonly status: ApprovalStatus;
  readonly requested_at: string;
  readonly expires_at: string;
  readonly incident_id?: string;
  readonly requested_by?: string;
  readonly decided_at?: string;
  readonly decided_by?: string;
  readonly decided_via?: DecisionWay;
  readonly comment?: string;
}

export interface ApprovalAnswer extends ApprovalLineAnswer {
  /** The newest ones, oldest first. */
  readonly audit: readonly (Omit<AuditLine, 'at'> & { readonly at: string })[];
}

/** Shares in percent. */
export interface DistributionAnswer {
  readonly window_seconds: number;
  /** New sessions in the window. */
  readonly samples: number;
  readonly status: 'ok' | 'deviating' | 'insufficient_data';
  readonly p_value: number | null;
  readonly modes: Readonly<
    Record<
      string,
      {
        readonly target: number;
        readonly actual: number;
        readonly deviation: number;
        readonly served: number;
        readonly alert: boolean;
      }
    >
  >;
}
