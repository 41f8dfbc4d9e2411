import type { RunItem } from '../contracts/run-item.ts';
import type { Finding } from './finding.ts';

/** Of one run; they are written with each batch, so they have to stay small beside the windows. */
const MAX_KEPT = 20;

/** The run with these findings behind those it has; the oldest go. */
export function withFindings(
  run: RunItem,
  findings: readonly Finding[],
  { attempt, at }: { readonly attempt: number; readonly at: number },
): RunItem {
  if (findings.length === 0) return run;
  const added = findings
    .slice(-MAX_KEPT)
    .map(({ kind, step, detail }) => ({ kind, attempt, step, detail, at }));
  return { ...run, findings: [...run.findings, ...added].slice(-MAX_KEPT) };
}
