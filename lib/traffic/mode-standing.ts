import type { Mode } from '../contracts/mode.ts';

/** What is known of one model of a mode. */
export interface ModelStanding {
  readonly model: string;
  /** Whether its breaker lets requests through. */
  readonly isAdmitted: boolean;
  /** The newest health check, where it is new enough; a model without one counts as well. */
  readonly check?: { readonly healthy: boolean; readonly reason: string };
}

export interface ModeEvidence {
  readonly mode: Mode;
  readonly models: readonly ModelStanding[];
  /** Milliseconds; undefined where nobody was answered lately. */
  readonly p95Ms: number | undefined;
  /** From when on answers were looked at, in words. */
  readonly lately: string;
}

export interface ModeJudgement {
  readonly isWell: boolean;
  /** For people: all that was looked at. */
  readonly detail: string;
}

/** Whether a mode can take the sessions of another one: its models are well, and it answers fast enough. */
export function judgeMode({ mode, models, p95Ms, lately }: ModeEvidence, p95BelowMs: number): ModeJudgement {
  const isFast = p95Ms === undefined || p95Ms < p95BelowMs;
  const areWell = models.every(isWell);
  const said = models.map((standing) => `${standing.model} ${inWords(standing)}`);
  const limit = seconds(p95BelowMs);
  const latency =
    p95Ms === undefined
      ? `nobody was answered ${lately}`
      : `p95 ${seconds(p95Ms)}, ${isFast ? 'below' : 'not below'} ${limit}`;
  return { isWell: isFast && areWell, detail: `${mode}: ${[...said, latency].join(', ')}` };
}

/** `3.2 s`, as people compare latencies. */
export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

function isWell({ isAdmitted, check }: ModelStanding): boolean {
  return isAdmitted && check?.healthy !== false;
}

function inWords({ isAdmitted, check }: ModelStanding): string {
  const health = check ? check.reason : 'is not checked';
  return isAdmitted ? health : `${health} and its breaker is open`;
}
