import type { DIRECTIVE_ACTIONS, RunStatus } from './run-item.ts';

export interface DirectiveAnswer {
  readonly id: string;
  readonly action: (typeof DIRECTIVE_ACTIONS)[number];
  readonly attempt: number;
  /** Times here and below: ISO 8601 UTC. */
  readonly issued_at: string;
  readonly by: string;
  readonly reason?: string;
  /** The checkpoint to restore, with a URL that lives for an hour. */
  readonly target?: { readonly step: number; readonly sha256: string; readonly download_url: string };
  readonly lr_multiplier: number;
  readonly acknowledged?: {
    readonly status: 'done' | 'failed';
    readonly global_step: number;
    readonly at: string;
    readonly detail?: string;
  };
}

export interface OverridesAnswer {
  readonly learning_rate?: OverrideAnswer;
  readonly clip_range?: OverrideAnswer;
  readonly entropy_coef?: OverrideAnswer;
}

export interface OverrideAnswer {
  readonly value: number;
  readonly owner: string;
  readonly reason: string;
  readonly at: string;
}

export interface RunAnswer {
  readonly run_id: string;
  readonly attempt: number;
  readonly status: RunStatus;
  readonly created_at: string;
  readonly metrics_at?: string;
  readonly total_steps?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly last_step?: number;
  readonly lr_multiplier: number;
  readonly rollbacks: { readonly used: number; readonly max: number };
  readonly normalizer: { readonly mean: number; readonly std: number; readonly count: number };
  /** The newest ones, oldest first. */
  readonly findings: readonly {
    readonly kind: string;
    readonly attempt: number;
    readonly step: number;
    readonly detail: string;
    readonly at: string;
  }[];
  readonly directive: DirectiveAnswer;
  readonly best?: { readonly step: number; readonly value: number };
  /** For the next step. */
  readonly schedule: Readonly<Record<string, unknown>>;
  readonly overrides: OverridesAnswer;
  readonly lineage: readonly {
    readonly attempt: number;
    readonly step: number;
    readonly at: string;
    readonly by: string;
    readonly reason: string;
  }[];
  /** While a runaway waits for its runbook. */
  readonly runaway?: {
    readonly attempt: number;
    readonly step: number;
    readonly at: string;
    readonly detail: string;
  };
}
