import type { HealthCheck, ModelHealth, ProbeAnswer } from './check.ts';

/** Asks one URL. Whatever the server does is an answer, never an error. */
export type HealthProbe = (target: {
  readonly url: string;
  readonly timeoutMs: number;
}) => Promise<ProbeAnswer>;

/** The newest check of each model. Both calls throw StoreUnavailableError or StoreDeniedError. */
export interface HealthStore {
  /**
   * Replaces the check before this one, and counts failures in a row. Answers with what stands then; undefined when
   * this check, or one that was due later, is there already.
   */
  record(check: HealthCheck): Promise<ModelHealth | undefined>;
  /** By model; one that was never checked is not in it. */
  read(models: readonly string[]): Promise<ReadonlyMap<string, ModelHealth>>;
}

/** Who else goes by health checks. Throws as the store does. */
export interface HealthCheckListener {
  /** A check no newer than the last one it was told of counts as that one. */
  recordHealthCheck(
    model: string,
    check: { readonly ok: boolean; readonly latencyMs: number; readonly at: number },
  ): Promise<void>;
}
